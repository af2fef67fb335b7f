import { StoreUnavailable } from '../../../decisions/domain/errors.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import { MISSING_RIGHT } from '../server/redis-errors.js';
import type { RedisClient, RedisLink } from '../server/redis-link.js';
import { mastersOf } from '../server/servers.js';
import { commonRights, type NeededRight, partitionRights, serverRights } from './needed-rights.js';

/**
 * Tries every right the store needs, all at once. A missing right should be found now, rather than with the first
 * process that needs it, or never, where a script would then leave something behind.
 */
export class RightsProof {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /**
   * @param partitions one for each server
   * @throws StoreUnavailable that names every missing right, or says why there was no answer
   */
  async run(partitions: readonly PartitionKeys[]): Promise<void> {
    const keyed = [...partitions.flatMap(partitionRights), ...commonRights(this.keys)];
    const masters = await this.link.ask((client) => Promise.resolve(mastersOf(client).length));
    const asked = [
      ...keyed.map((right) => this.lack(right, (client) => client)),
      ...Array.from({ length: masters }, (_, nth) =>
        serverRights(this.keys).map((right) => this.lack(right, (client) => mastersOf(client)[nth])),
      ).flat(),
    ];
    const outcomes = await Promise.allSettled(asked);
    const lacks = outcomes.flatMap((each) => (each.status === 'fulfilled' ? (each.value ?? []) : []));
    const [first] = lacks;
    if (first === undefined) {
      // Without an answer nothing is proved.
      await Promise.all(asked);
      return;
    }
    const detail = [...new Set(lacks.map(({ what }) => what))].join('; ');
    throw new StoreUnavailable(MISSING_RIGHT, { detail, cause: first.cause });
  }

  /**
   * `null` if the call was allowed, even if the key turned out to be of another kind: another program may write there.
   */
  private async lack(
    { command, purpose, args }: NeededRight,
    of: (client: RedisClient) => RedisClient | undefined,
  ): Promise<Lack | null> {
    try {
      await this.link.ask(async (client) => of(client)?.call(command, [...args]));
      return null;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) return null;
      if (error.reason !== MISSING_RIGHT) throw error;
      // The user may use the command, but not on these keys or this channel.
      const { detail = 'the command', cause } = error;
      const what = detail.startsWith('the command') ? `the command ${command}, which ${purpose}` : detail;
      return { what, cause };
    }
  }
}

interface Lack {
  /** In words. */
  readonly what: string;
  readonly cause: unknown;
}
