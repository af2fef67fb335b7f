import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '../../domain/ports/change.feed.js';
import type { ProcessReport } from '../../domain/process-summary.js';
import type { ProcessId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import type { ProcessVersion } from '../../domain/process-version.js';
import { type CancelTimer, CLOCK, type Clock } from '../base/clock.js';
import { WatchedProcess, type Watcher } from './watched-process.js';

/** Changes can be missed, so what is followed is also looked at: this often while the feed may be missing some … */
const LOOK_EVERY_MS = 2_000;
/** … and this often while the feed is working. */
const LOOK_ANYWAY_MS = 10_000;

/** What a caller waits for. */
export interface Wanted {
  /** What the caller has seen; `null` for nothing. */
  readonly since: ProcessVersion | null;
  readonly holds: (report: ProcessReport) => boolean;
  readonly waitMs: number;
}

/**
 * Follows processes as they change, whichever instance changes them. All who follow the same process share each look at
 * the store.
 */
@Injectable()
export class ProcessWatch {
  private readonly watched = new Map<ProcessId, WatchedProcess>();
  private wasHearing = false;
  private stop: (() => void) | null = null;

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Tells the watcher what is new to a caller who has `seen` that version, until the process has ended or the returned
   * function is called.
   */
  watch(id: ProcessId, seen: ProcessVersion | null, watcher: Watcher): () => void {
    // Listening starts before the first look, so that no change falls between the two.
    this.stop ??= this.start();
    const watched = this.watched.get(id) ?? this.newlyWatched(id);
    watched.add(watcher, seen);
    this.look(id, watched);
    return () => {
      watched.remove(watcher);
      this.forget(id, watched);
    };
  }

  /**
   * The process once `wanted` holds for it; `null` if that does not happen in time, or the process is settled or
   * removed before.
   */
  until(id: ProcessId, wanted: Wanted, signal: AbortSignal): Promise<ProcessReport | null> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        stop();
        cancel();
        signal.removeEventListener('abort', giveUp);
        settle();
      };
      const giveUp = () => finish(() => resolve(null));
      const cancel = this.clock.after(signal.aborted ? 0 : wanted.waitMs, giveUp);
      signal.addEventListener('abort', giveUp);
      const stop = this.watch(id, wanted.since, {
        changed: (report) => {
          if (wanted.holds(report)) finish(() => resolve(report));
        },
        ended: giveUp,
        failed: (error) => finish(() => reject(asError(error))),
      });
    });
  }

  private newlyWatched(id: ProcessId): WatchedProcess {
    const watched = new WatchedProcess(id, this.processes, () => this.clock.monotonic());
    this.watched.set(id, watched);
    return watched;
  }

  private look(id: ProcessId, watched: WatchedProcess, announced?: number): void {
    void watched.look(announced).then(() => this.forget(id, watched));
  }

  private forget(id: ProcessId, watched: WatchedProcess): void {
    if (!watched.isForgotten || this.watched.get(id) !== watched) return;
    this.watched.delete(id);
    if (this.watched.size > 0) return;
    this.stop?.();
    this.stop = null;
  }

  /** Listens and looks for as long as anything is followed. */
  private start(): () => void {
    const ended = new AbortController();
    let cancel: CancelTimer;
    const tick = () => {
      this.lookAtDue();
      cancel = this.clock.after(LOOK_EVERY_MS, tick);
    };
    cancel = this.clock.after(LOOK_EVERY_MS, tick);
    void this.listen(ended.signal);
    return () => {
      cancel();
      ended.abort();
    };
  }

  private async listen(signal: AbortSignal): Promise<void> {
    for await (const { id, revision } of this.feed.changes(signal)) {
      const watched = this.watched.get(id);
      if (watched) this.look(id, watched, revision);
    }
  }

  /** Changes that were missed while the feed was down are found as soon as it works again. */
  private lookAtDue(): void {
    const { isHearing } = this.feed;
    const everyMs = isHearing && this.wasHearing ? LOOK_ANYWAY_MS : LOOK_EVERY_MS;
    this.wasHearing = isHearing;
    const before = this.clock.monotonic() - everyMs;
    for (const [id, watched] of this.watched) {
      if (watched.lookedAt <= before) this.look(id, watched);
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('A process could not be looked at.', { cause: error });
}
