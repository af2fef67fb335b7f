import { Inject, Injectable } from '@nestjs/common';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { PROCESS_STATUSES, STATUS } from '../../domain/process-status.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { Overloaded, TooManyUnsettled } from '../base/errors.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { StoreRoom } from '../base/store-room.js';

/** How long a count is used before the store is asked again. Other instances may accept processes meanwhile. */
const COUNTED_FOR_MS = 1_000;
/** Beyond this many owners, the count of the owner not heard of for longest is forgotten. */
const MAX_OWNERS = 1_000;

interface Count {
  /** Unsettled processes in the store when it was last asked, and those accepted here since. */
  unsettled: number;
  askedAt: number;
  asking: Promise<void> | null;
}

/**
 * Limits how much the store holds and how many processes are unsettled, for each owner and for all together. A start
 * waits for the store only when its owner has not been heard of for long; otherwise the count of a second ago is used,
 * with what was accepted here since.
 */
@Injectable()
export class Admission {
  private readonly counts = new Map<string | null, Count>();

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly room: StoreRoom,
  ) {}

  /**
   * @param owner `null` where access is not controlled: then only the limit for all applies
   * @throws TooManyUnsettled, Overloaded, StoreNearlyFull, StoreUnavailable
   */
  async admit(owner: string | null): Promise<void> {
    this.room.demand();
    const { maxUnsettled, maxUnsettledTotal } = this.settings;
    const all = maxUnsettledTotal > 0 ? await this.countOf(null) : null;
    const own = owner !== null && maxUnsettled > 0 ? await this.countOf(owner) : null;
    if (own && own.unsettled >= maxUnsettled) throw new TooManyUnsettled(maxUnsettled);
    if (all && all.unsettled >= maxUnsettledTotal) throw new Overloaded();
    for (const count of [own, all]) if (count) count.unsettled += 1;
  }

  /** @param owner `null` for all */
  private async countOf(owner: string | null): Promise<Count> {
    const known = this.counts.get(owner);
    const count = known ?? { unsettled: 0, askedAt: -Infinity, asking: null };
    // The latest last: the first of the map is the one to forget.
    this.counts.delete(owner);
    this.counts.set(owner, count);
    this.forgetOldest();
    if (this.clock.monotonic() - count.askedAt >= COUNTED_FOR_MS) {
      count.asking ??= this.ask(owner, count).finally(() => (count.asking = null));
      if (count.askedAt === -Infinity) await count.asking;
      // The known count is used further while the store does not answer; the start itself will report that.
      else count.asking.catch(() => undefined);
    }
    return count;
  }

  private async ask(owner: string | null, count: Count): Promise<void> {
    const before = count.unsettled;
    const { counts } = await this.processes.statistics([], owner ?? undefined);
    const stored = PROCESS_STATUSES.filter((status) => !STATUS[status].settled);
    const acceptedMeanwhile = count.unsettled - before;
    count.unsettled = stored.reduce((sum, status) => sum + counts[status], 0) + acceptedMeanwhile;
    count.askedAt = this.clock.monotonic();
  }

  private forgetOldest(): void {
    for (const owner of this.counts.keys()) {
      if (this.counts.size <= MAX_OWNERS) return;
      if (owner !== null) this.counts.delete(owner);
    }
  }
}
