import { Inject, Injectable } from '@nestjs/common';
import { type DecisionProcess, isSameWrite } from '../../domain/decision-process.js';
import { StoreUnavailable } from '../../domain/errors.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { CLOCK, type Clock, pause } from '../base/clock.js';
import type { EndingFromOutside } from '../base/ending.js';
import { ProcessEvents } from '../base/process-events.js';
import { backoff } from '../base/retry-policy.js';

const RETRY = { baseMs: 100, capMs: 2_000 };

/**
 * Writes for the owner of a process, which needs a definite answer: it asks again until it knows the outcome, or must
 * give up.
 */
@Injectable()
export class ProcessWriter {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly events: ProcessEvents,
  ) {}

  /**
   * Answers whether `next` is what is stored now; `false` means another writer was first, and this one must stop.
   *
   * @throws StoreUnavailable when it is to stop before the store has answered
   */
  async write(current: DecisionProcess, next: DecisionProcess, stopped: EndingFromOutside): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        const written =
          (await this.processes.swap(current, next)) || (attempt > 1 && (await this.isStored(next)));
        if (!written) this.events.emit({ type: 'fenced', process: next });
        return written;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await pause(this.clock, backoff(attempt, this.clock.random(), RETRY), stopped.signal);
        if (stopped.hasEnded) throw error;
      }
    }
  }

  /** An earlier attempt whose reply was lost may have been the one that was first. */
  private async isStored(next: DecisionProcess): Promise<boolean> {
    const stored = await this.processes.find(next.id);
    return stored !== null && isSameWrite(stored, next);
  }
}
