import { RightsProof } from './rights/rights-proof.js';
import type { PartitionKeys, ProcessKeys } from './server/process-keys.js';
import type { RedisLink } from './server/redis-link.js';
import { RedisCapacity } from './server/redis-capacity.js';
import { onePartitionOfEach } from './server/servers.js';

const CANARY_MS = 60_000;

/**
 * Proves that the store accepts writes, and that its user may still do everything needed. PING would not: it is also
 * answered by replicas, with full memory and with a full disk. Each check writes to one partition of each server, each
 * time to the next one.
 */
export class WriteCheck {
  /** As of the last check. */
  readonly capacity: RedisCapacity;
  private turn = 0;
  private readonly rights: RightsProof;

  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {
    this.rights = new RightsProof(link, keys);
    this.capacity = new RedisCapacity(link);
  }

  /**
   * @returns how long the write took, milliseconds
   * @throws StoreUnavailable
   */
  async run(): Promise<number> {
    try {
      const tookMs = await this.prove();
      this.capacity.takesWrites = true;
      return tookMs;
    } catch (error) {
      this.capacity.takesWrites = false;
      throw error;
    }
  }

  private async prove(): Promise<number> {
    const turn = this.turn++;
    const partitions = await this.link.ask((client) =>
      Promise.resolve(onePartitionOfEach(client, this.keys.partitions, turn)),
    );
    const sent = performance.now();
    await Promise.all(partitions.map((partition) => this.write(partition)));
    const tookMs = performance.now() - sent;
    await Promise.all([this.rights.run(partitions), this.capacity.look()]);
    return tookMs;
  }

  private async write({ canary }: PartitionKeys): Promise<void> {
    await this.link.ask((client) => client.set(canary, '', 'PX', CANARY_MS));
  }
}
