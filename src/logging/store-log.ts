import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { StoreRoom } from '../decisions/application/base/store-room.js';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import { type StoreChange, StoreMonitor } from '../health/store-monitor.js';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';
import { ROOT_LOGGER } from './root-logger.js';

/** One line when the store is lost, one for each further reason of the same outage, and one when it is back. */
@Injectable()
export class StoreLog implements OnModuleInit {
  private readonly said = new Set<string>();
  private wasNearlyFull = false;

  constructor(
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
    private readonly monitor: StoreMonitor,
    private readonly room: StoreRoom,
  ) {}

  onModuleInit(): void {
    this.monitor.onChange((change) => this.write(change));
    this.monitor.onCheck(() => this.writeRoom());
  }

  private writeRoom(): void {
    const { isNearlyFull, usedShare } = this.room;
    if (isNearlyFull === this.wasNearlyFull) return;
    this.wasNearlyFull = isNearlyFull;
    const used_percent = Math.round(100 * (usedShare ?? 0));
    const line = { store: this.persistence.kind, used_percent };
    if (isNearlyFull)
      this.logger.warn(
        { event: 'store_nearly_full', ...line },
        'the store is nearly full: starts and resumes get 503, what runs goes on',
      );
    else this.logger.info({ event: 'store_has_room', ...line }, 'the store has room again');
  }

  private write(change: StoreChange): void {
    const { kind: store, address } = this.persistence;
    if (change.type === 'up') {
      this.said.clear();
      this.logger.info(
        { event: 'store_up', store, address, down_ms: Math.round(change.downMs) },
        'the store is back',
      );
    } else if (!this.said.has(keyOf(change))) {
      this.said.add(keyOf(change));
      this.logger.error(
        { event: 'store_down', store, address, ...detailsOf(change) },
        messageOf(change.error),
      );
    }
  }
}

/** What distinguishes one outage from another. */
function keyOf({ reason, error }: Extract<StoreChange, { type: 'down' }>): string {
  return `${reason} ${error instanceof StoreUnavailable ? (error.detail ?? '') : ''}`;
}

function detailsOf({ reason, error }: Extract<StoreChange, { type: 'down' }>): object {
  if (!(error instanceof StoreUnavailable)) return { reason, err: error };
  const { detail, isRefusal } = error;
  return { reason, detail, outcome: isRefusal ? 'refused' : 'unknown', err: error };
}

function messageOf(error: unknown): string {
  if (error instanceof StoreUnavailable && error.reason === 'missing_right')
    return `the store denies what is needed: ${error.detail ?? 'a right'}`;
  const isRefusal = error instanceof StoreUnavailable && error.isRefusal;
  return isRefusal
    ? 'the store refuses writes: starts get 503, running processes wait'
    : 'the store is away: requests get 503, running processes wait';
}
