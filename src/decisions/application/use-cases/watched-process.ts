import { isSettled } from '../../domain/decision-process.js';
import type { ProcessReport } from '../../domain/process-summary.js';
import type { ProcessId } from '../../domain/ids.js';
import type { ProcessRepository } from '../../domain/ports/process.repository.js';
import { isNews, type ProcessVersion } from '../../domain/process-version.js';

/** Somebody who follows a process. After `ended` or `failed` nothing more is told. */
export interface Watcher {
  /** The process has changed since the watcher last saw it; revisions that follow each other quickly may be skipped. */
  changed(report: ProcessReport): void;
  /** It is settled or removed. */
  ended(): void;
  /** It could not be looked at. */
  failed(error: unknown): void;
}

/** One process and everybody who follows it on this instance: they share each look at the store. */
export class WatchedProcess {
  private readonly watchers = new Map<Watcher, ProcessVersion | null>();
  private isLooking = false;
  private isStale = false;
  /** The newest revision that a change told of since the last look. */
  private announced = 0;
  /** When it was last looked at, monotonic milliseconds. */
  lookedAt = -Infinity;

  constructor(
    private readonly id: ProcessId,
    private readonly processes: ProcessRepository,
    private readonly now: () => number,
  ) {}

  get isForgotten(): boolean {
    return this.watchers.size === 0;
  }

  add(watcher: Watcher, seen: ProcessVersion | null): void {
    this.watchers.set(watcher, seen);
  }

  remove(watcher: Watcher): void {
    this.watchers.delete(watcher);
  }

  /**
   * Looks now; if a look is in progress, once more after it, because that one may have missed the change.
   *
   * @param announced the revision that a change told of: only a hint, which decides how to look
   */
  async look(announced = 0): Promise<void> {
    this.isStale = true;
    this.announced = Math.max(this.announced, announced);
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      while (this.isStale && !this.isForgotten) {
        this.isStale = false;
        this.lookedAt = this.now();
        await this.lookOnce();
      }
    } catch (error) {
      this.dismiss((watcher) => watcher.failed(error));
    } finally {
      this.isLooking = false;
    }
  }

  private async lookOnce(): Promise<void> {
    if (!(await this.hasNews())) return;
    const report = await this.processes.report(this.id);
    if (report) this.tell(report);
    if (report === null || isSettled(report.head)) this.dismiss((watcher) => watcher.ended());
  }

  /** Finds out without loading the process, unless it is clear that a watcher has not seen what is stored. */
  private async hasNews(): Promise<boolean> {
    const { announced } = this;
    this.announced = 0;
    const seen = [...this.watchers.values()];
    if (seen.some((version) => version === null || version.revision < announced)) return true;
    const summary = await this.processes.summary(this.id);
    return summary === null || seen.some((version) => isNews(summary, version));
  }

  private tell(report: ProcessReport): void {
    const { createdAt, revision } = report.head;
    for (const [watcher, seen] of this.watchers) {
      if (!isNews(report.head, seen)) continue;
      this.watchers.set(watcher, { createdAt, revision });
      watcher.changed(report);
    }
  }

  private dismiss(lastWord: (watcher: Watcher) => void): void {
    const watchers = [...this.watchers.keys()];
    this.watchers.clear();
    for (const watcher of watchers) lastWord(watcher);
  }
}
