import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../domain/ids.js';

/** A step that is being run here, or was. */
export interface StepAtWork {
  readonly processId: ProcessId;
  readonly engine: string;
  readonly step: string;
}

/** More would make an unreadable log line. */
const MAX_REMEMBERED = 20;

/** Which steps run on this instance, and which have run since the last call. */
@Injectable()
export class StepsUnderWay {
  private readonly underway = new Set<StepAtWork>();
  private recent = new Set<StepAtWork>();

  async during<T>(step: StepAtWork, work: () => Promise<T>): Promise<T> {
    this.underway.add(step);
    if (this.recent.size < MAX_REMEMBERED) this.recent.add(step);
    try {
      return await work();
    } finally {
      this.underway.delete(step);
    }
  }

  /** Those that ran at any time since the last call, up to a limit; the next call begins with those that still run. */
  sinceLast(): StepAtWork[] {
    const ran = [...this.recent];
    this.recent = new Set([...this.underway].slice(0, MAX_REMEMBERED));
    return ran;
  }
}
