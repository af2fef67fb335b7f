import type { Change, ChangeFeed } from '../../decisions/domain/ports/change.feed.js';
import { PROCESS_STATUSES } from '../../decisions/domain/decision-process.js';
import { parseProcessId, type ProcessId } from '../../decisions/domain/ids.js';
import { StoreUnavailable } from '../../decisions/domain/errors.js';
import { ChangeQueues } from '../shared/change-queues.js';
import { MISSING_RIGHT, storeError } from './server/redis-errors.js';
import type { RedisClient } from './server/redis-link.js';

/** How often the subscription is made again, milliseconds. */
const RENEWAL_MS = 5_000;

const CHANGES = [...PROCESS_STATUSES, 'removed'] as const;

/** One subscription to the channel of changes, passed on to every consumer. */
export class RedisChangeFeed implements ChangeFeed {
  private readonly readers = new ChangeQueues();
  private renewal: NodeJS.Timeout | undefined;
  private heardAt = -Infinity;

  constructor(
    private readonly subscriber: RedisClient,
    private readonly channel: string,
  ) {}

  /**
   * Subscribes, and does so again after each reconnect and at intervals, which also detects a connection that went
   * silent. Changes published meanwhile are missed, as the port allows.
   */
  async open(): Promise<void> {
    this.subscriber.on('message', (channel: string, message: string) => {
      if (channel === this.channel) this.deliver(message);
    });
    this.subscriber.on('close', () => (this.heardAt = -Infinity));
    await this.renew();
    const renew = () => void this.renew().catch(() => undefined);
    this.subscriber.on('ready', renew);
    this.renewal = setInterval(renew, RENEWAL_MS).unref();
  }

  /** Subscribes again, which costs nothing if the subscription exists. */
  async renew(): Promise<void> {
    await this.subscriber.subscribe(this.channel);
    this.heardAt = performance.now();
  }

  /**
   * Whether it may still subscribe. A lost connection is not a question of rights, and comes back by itself.
   *
   * @throws StoreUnavailable
   */
  async proveRight(): Promise<void> {
    const failure: unknown = await this.renew().catch((error: unknown) => error);
    const meaning = failure === undefined ? null : storeError(failure);
    if (meaning instanceof StoreUnavailable && meaning.reason === MISSING_RIGHT) throw meaning;
  }

  /** The subscription was confirmed a moment ago, and its connection has not been lost since. */
  get isHearing(): boolean {
    return performance.now() - this.heardAt < 1.5 * RENEWAL_MS;
  }

  changes(signal: AbortSignal, id?: ProcessId): AsyncIterable<Change> {
    return this.readers.open(signal, id);
  }

  /** Ends every iteration. */
  close(): void {
    clearInterval(this.renewal);
    this.readers.close();
  }

  private deliver(message: string): void {
    for (const line of message.split('\n')) {
      const change = parseChange(line);
      if (change !== null) this.readers.deliver(change);
    }
  }
}

/** `id revision status`, one line of what the scripts publish; anything else came from another program. */
function parseChange(message: string): Change | null {
  const [, id = '', revision, status] = /^(\S+) (\d+) (\w+)$/.exec(message) ?? [];
  const known = CHANGES.find((each) => each === status);
  const processId = parseProcessId(id);
  if (processId === null || known === undefined) return null;
  return { id: processId, revision: Number(revision), status: known };
}
