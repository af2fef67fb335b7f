import type { Caller } from '../decisions/domain/caller.js';
import { HttpProblem } from '../http/answer/problem.js';

type Headers = Readonly<Record<string, string>>;

export interface Turn {
  /** What the caller has left (draft-ietf-httpapi-ratelimit-headers). */
  readonly headers: Headers;
  readonly refusal: HttpProblem | null;
}

interface Window {
  readonly endsAt: number;
  used: number;
}

const WINDOW_S = 1;
const WINDOW_MS = WINDOW_S * 1_000;

/**
 * Limits the requests a second of each caller. Counted on this instance alone, so that no request waits for the store.
 * The second begins with the first request of the caller.
 */
export class RequestRate {
  /** In the order in which they began, so that those that have ended are found first. */
  private readonly windows = new Map<string, Window>();
  private readonly policy: string;

  /** @param perSecond 0 is without limit */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.policy = `"requests";q=${perSecond};w=${WINDOW_S}`;
  }

  /** `null` where the caller has no limit. Callers without a name have none, because they cannot be told apart. */
  take({ name }: Caller): Turn | null {
    if (this.perSecond === 0 || name === null) return null;
    const window = this.windowOf(name);
    if (window.used === this.perSecond) return { headers: this.headersFor(0), refusal: this.refusal() };
    window.used += 1;
    return { headers: this.headersFor(this.perSecond - window.used), refusal: null };
  }

  private windowOf(name: string): Window {
    const now = this.now();
    const current = this.windows.get(name);
    if (current !== undefined && current.endsAt > now) return current;
    this.forgetEnded(now);
    const next = { endsAt: now + WINDOW_MS, used: 0 };
    this.windows.set(name, next);
    return next;
  }

  private forgetEnded(now: number): void {
    for (const [name, { endsAt }] of this.windows) {
      if (endsAt > now) return;
      this.windows.delete(name);
    }
  }

  /** The time left is told in whole seconds, rounded up: it is always one. */
  private headersFor(left: number): Headers {
    return { 'ratelimit-policy': this.policy, ratelimit: `"requests";r=${left};t=${WINDOW_S}` };
  }

  private refusal(): HttpProblem {
    return new HttpProblem('too_many_requests', `At most ${this.perSecond} requests a second.`, {
      headers: { 'retry-after': String(WINDOW_S) },
    });
  }
}
