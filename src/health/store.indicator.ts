import { Inject, Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';
import { type HealthFacts, storeCheck } from './probes.js';
import { StoreMonitor } from './store-monitor.js';

const DEADLINE_MS = 2_000;

/** Asks the store now, under the name of its kind. */
@Injectable()
export class StoreIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
    private readonly monitor: StoreMonitor,
  ) {}

  async check(facts: HealthFacts): Promise<HealthIndicatorResult> {
    const { kind, durable, warnings } = this.persistence;
    const session = this.indicators.check(kind);
    const asked = this.indicators.check('store').attempt(() => this.ask());
    const { store: answer } = await asked.withTimeout(DEADLINE_MS);
    const { state } = this.monitor;
    const shown = {
      durable,
      warnings: warnings.map(({ code }) => code),
      response_ms: state.status === 'up' ? Math.round(state.tookMs) : Number(answer.responseTime),
    };
    if (answer.status === 'down') {
      const detail = state.status === 'down' && state.detail !== undefined ? { detail: state.detail } : {};
      return session.down({ ...shown, code: wordOf(answer.message), ...detail });
    }
    const passive = storeCheck(facts);
    return passive.status === 'up' ? session.up(shown) : session.degraded({ ...shown, code: passive.code });
  }

  /** Terminus shows the text of a thrown error to everybody: it must be a fixed word. */
  private async ask(): Promise<void> {
    const state = await this.monitor.look();
    if (state.status === 'down') throw new Error(state.reason);
  }
}

/** Any other word comes from Terminus and means that the deadline has passed. */
function wordOf(message: unknown): string {
  return typeof message === 'string' && /^[a-z_]+$/.test(message) ? message : 'timeout';
}
