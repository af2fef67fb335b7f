import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '../../domain/ports/change.feed.js';
import { type DecisionProcess, isSettled } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { CLOCK, type Clock, pause } from '../base/clock.js';

/** Changes can be missed, so whoever waits also looks, this often. */
const LOOK_EVERY_MS = 2_000;

/** Follows one process as it changes, whichever instance changes it. */
@Injectable()
export class ProcessWatch {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Yields the process each time its revision is above `since` and above the one yielded before; revisions that follow
   * each other quickly may be skipped. Ends when the process is settled or gone, or when `signal` fires.
   */
  async *follow(id: ProcessId, since: number, signal: AbortSignal): AsyncGenerator<DecisionProcess> {
    const ended = new AbortController();
    const changed = new Bell();
    const ring = () => changed.ring();
    signal.addEventListener('abort', ring);
    // Listening comes before the first look, so that no change falls between the two.
    const listening = this.listen(id, changed, ended.signal);
    try {
      for (let seen = since; !signal.aborted;) {
        const process = await this.newer(id, seen);
        if (process === 'gone') return;
        if (process) {
          seen = process.revision;
          yield process;
          if (isSettled(process)) return;
        } else await this.ringOrLook(changed);
      }
    } finally {
      signal.removeEventListener('abort', ring);
      ended.abort();
      await listening;
    }
  }

  /** The process once `wanted` holds for it, or as it is when `waitMs` are over; `null` if it is gone. */
  async until(
    id: ProcessId,
    wanted: (process: DecisionProcess) => boolean,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<DecisionProcess | null> {
    const over = new AbortController();
    const cancel = this.clock.after(waitMs, () => over.abort());
    try {
      for await (const process of this.follow(id, 0, AbortSignal.any([over.signal, signal]))) {
        if (wanted(process)) return process;
      }
      return await this.processes.find(id);
    } finally {
      cancel();
    }
  }

  private async newer(id: ProcessId, seen: number): Promise<DecisionProcess | 'gone' | null> {
    const summary = seen === 0 ? null : await this.processes.summary(id);
    if (summary !== null && summary.revision <= seen) return null;
    return (await this.processes.find(id)) ?? 'gone';
  }

  private async listen(id: ProcessId, changed: Bell, signal: AbortSignal): Promise<void> {
    const changes = this.feed.changes(signal, id)[Symbol.asyncIterator]();
    while (!(await changes.next()).done) changed.ring();
  }

  private async ringOrLook(changed: Bell): Promise<void> {
    const heard = new AbortController();
    await Promise.race([
      changed.heard().finally(() => heard.abort()),
      pause(this.clock, LOOK_EVERY_MS, heard.signal),
    ]);
    heard.abort();
  }
}

/** Remembers that it rang until someone hears it. */
class Bell {
  private rung = false;
  private wake: (() => void) | null = null;

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  async heard(): Promise<void> {
    if (!this.rung) await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = null;
    this.rung = false;
  }
}
