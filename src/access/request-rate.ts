import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../decisions/domain/caller.js';
import { HttpProblem } from '../http/answer/problem.js';

type Headers = Readonly<Record<string, string>>;

/** What a caller is told about its rate, and the refusal if it has used it up. */
export interface Turn {
  /** What the caller has left (draft-ietf-httpapi-ratelimit-headers). */
  readonly headers: Headers;
  readonly refusal: HttpProblem | null;
}

const WINDOW_S = 1;

/**
 * Limits the requests a second of each caller. Counted on this instance alone, so that no request waits for the store.
 */
export class RequestRate {
  private readonly limiter: RateLimiterMemory | null;
  private readonly policy: string;

  /** @param perSecond 0 is without limit */
  constructor(private readonly perSecond: number) {
    this.limiter = perSecond === 0 ? null : new RateLimiterMemory({ points: perSecond, duration: WINDOW_S });
    this.policy = `"requests";q=${perSecond};w=${WINDOW_S}`;
  }

  /** `null` where the caller has no limit. Callers without a name have none, because they cannot be told apart. */
  take({ name }: Caller): Promise<Turn> | null {
    if (this.limiter === null || name === null) return null;
    return this.limiter.consume(name).then(
      (left) => ({ headers: this.headersFor(left), refusal: null }),
      (left: unknown) => this.refused(left),
    );
  }

  private headersFor({ remainingPoints, msBeforeNext }: RateLimiterRes): Headers {
    return {
      'ratelimit-policy': this.policy,
      ratelimit: `"requests";r=${remainingPoints};t=${seconds(msBeforeNext)}`,
    };
  }

  private refused(left: unknown): Turn {
    // The limiter rejects with what is left, and with an error only where it is broken.
    if (!(left instanceof RateLimiterRes)) throw left;
    return { headers: this.headersFor(left), refusal: this.refusal(left) };
  }

  private refusal({ msBeforeNext }: RateLimiterRes): HttpProblem {
    return new HttpProblem('too_many_requests', `At most ${this.perSecond} requests a second.`, {
      headers: { 'retry-after': String(seconds(msBeforeNext)) },
    });
  }
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}
