import type { ProcessKeys } from './server/process-keys.js';
import type { RedisLink } from './server/redis-link.js';

const CANARY_MS = 60_000;

/**
 * Proves that the store takes writes. PING would not: it is answered by replicas, with full memory and with a full
 * disk. Each check writes to the next partition, so that all masters of a cluster get their turn.
 */
export class WriteCheck {
  private turn = 0;

  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /** @throws StoreUnavailable */
  async run(): Promise<void> {
    const { partitions } = this.keys;
    const partition = partitions[this.turn++ % partitions.length];
    if (partition === undefined) return;
    await this.link.ask((client) => client.set(partition.canary, '', 'PX', CANARY_MS));
  }
}
