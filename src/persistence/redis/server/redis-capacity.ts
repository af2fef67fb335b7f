import type { StoreCapacity } from '../../../decisions/domain/ports/store.capacity.js';
import type { RedisLink } from './redis-link.js';
import { mastersOf } from './servers.js';

/** The used part of `maxmemory`, of the fullest master; without a limit Redis takes what the machine has. */
export class RedisCapacity implements StoreCapacity {
  usedShare: number | null = null;
  takesWrites = true;

  constructor(private readonly link: RedisLink) {}

  /** @throws StoreUnavailable */
  async look(): Promise<void> {
    const texts = await this.link.ask((client) =>
      Promise.all(mastersOf(client).map((master) => master.info('memory'))),
    );
    const shares = texts.map(usedShare).filter((share) => share !== null);
    this.usedShare = shares.length === 0 ? null : Math.max(...shares);
  }
}

function usedShare(info: string): number | null {
  const [used, limit] = ['used_memory', 'maxmemory'].map((name) =>
    Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0),
  );
  return used !== undefined && limit !== undefined && limit > 0 ? used / limit : null;
}
