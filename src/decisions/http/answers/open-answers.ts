import { Inject, Injectable } from '@nestjs/common';
import { HttpProblem } from '../../../http/answer/problem.js';
import { HTTP_SETTINGS, type HttpSettings } from '../../../http/http-settings.js';
import type { Caller } from '../../domain/caller.js';

/** An open answer may last long: it is worth asking again when others have ended. */
const RETRY_AFTER_S = '5';

/**
 * Answers that are kept open until something happens: event streams and waiting requests. Their number is limited, for
 * each caller and for all. Counted on this instance alone.
 */
@Injectable()
export class OpenAnswers {
  private readonly own = new Map<string, number>();
  private total = 0;

  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  /**
   * Counts one more.
   *
   * @returns to be called once, when it is over
   * @throws HttpProblem `too_many_streams` of this caller, or `overloaded` by all of them
   */
  open({ name }: Caller): () => void {
    const { maxStreams, maxStreamsTotal } = this.settings;
    const own = name === null ? 0 : (this.own.get(name) ?? 0);
    if (maxStreams > 0 && own >= maxStreams) throw tooMany(maxStreams);
    if (maxStreamsTotal > 0 && this.total >= maxStreamsTotal) throw overloaded();
    this.count(name, 1);
    return () => this.count(name, -1);
  }

  /** The same for an answer that need not wait; `null` if it must not. */
  openIfAllowed(caller: Caller): (() => void) | null {
    try {
      return this.open(caller);
    } catch (refusal) {
      if (refusal instanceof HttpProblem) return null;
      throw refusal;
    }
  }

  private count(name: string | null, change: 1 | -1): void {
    this.total += change;
    if (name === null) return;
    const own = (this.own.get(name) ?? 0) + change;
    if (own > 0) this.own.set(name, own);
    else this.own.delete(name);
  }
}

function tooMany(limit: number): HttpProblem {
  return new HttpProblem(
    'too_many_streams',
    `At most ${limit} event streams and waiting requests of one caller may be open at once.`,
    { headers: { 'retry-after': RETRY_AFTER_S } },
  );
}

function overloaded(): HttpProblem {
  return new HttpProblem('overloaded', 'As many answers are kept open as this instance takes; try again.', {
    headers: { 'retry-after': RETRY_AFTER_S },
  });
}
