import { Inject, Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';
import { type HealthSnapshot, storeCheck } from './probes.js';
import { storeFault } from './store-monitor.js';

const DEADLINE_MS = 2_000;
/** However many ask, the store is asked once in this time. */
const CACHE_MS = 1_000;

/** Asks the store now, under the name of what it is: `redis` or `memory`. */
@Injectable()
export class StoreIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
  ) {}

  async check(snapshot: HealthSnapshot): Promise<HealthIndicatorResult> {
    const { kind, durable, warnings } = this.persistence;
    const session = this.indicators.check(kind);
    const { [kind]: answer } = await session
      .attempt(() => this.ask())
      .withTimeout(DEADLINE_MS)
      .cacheFor(CACHE_MS);
    const facts = {
      durable,
      warnings: warnings.map(({ code }) => code),
      response_ms: Number(answer.responseTime),
    };
    if (answer.status === 'down') return session.down({ ...facts, code: wordOf(answer.message) });
    const passive = storeCheck({ ...snapshot, store: { status: 'up', tookMs: facts.response_ms } });
    return passive.status === 'up' ? session.up(facts) : session.degraded({ ...facts, code: passive.code });
  }

  /** Terminus shows the text of what is thrown to everybody: it must be a fixed word. */
  private async ask(): Promise<void> {
    try {
      await this.persistence.check();
    } catch (error) {
      throw new Error(storeFault(error), { cause: error });
    }
  }
}

/** What is no word of ours is Terminus saying that the deadline has passed. */
function wordOf(message: unknown): string {
  return typeof message === 'string' && /^[a-z_]+$/.test(message) ? message : 'timeout';
}
