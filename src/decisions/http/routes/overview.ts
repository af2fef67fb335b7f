import { Inject, Injectable } from '@nestjs/common';
import { ProcessAccess } from '../../application/use-cases/process-access.js';
import { ProcessManager } from '../../application/use-cases/process-manager.js';
import type { Caller } from '../../domain/caller.js';
import type { ProcessQuery } from '../../domain/ports/list.queries.js';
import { STORE_DESCRIPTION, type StoreDescription } from '../../domain/ports/store.description.js';
import { CleanupView } from '../views/cleanup.view.js';
import { ListView } from '../views/list.view.js';
import { StatsView } from '../views/stats.view.js';

/** Views of all processes together. */
@Injectable()
export class Overview {
  constructor(
    @Inject(STORE_DESCRIPTION) private readonly store: StoreDescription,
    private readonly manager: ProcessManager,
    private readonly access: ProcessAccess,
  ) {}

  async stats(caller: Caller): Promise<StatsView> {
    return new StatsView(await this.manager.stats(caller), this.store);
  }

  async list(caller: Caller, query: ProcessQuery): Promise<ListView> {
    const [page, stats] = await Promise.all([this.access.list(caller, query), this.stats(caller)]);
    return new ListView(page, stats);
  }

  async cleanup(
    caller: Caller,
    olderThanHours: number | undefined,
    signal: AbortSignal,
  ): Promise<CleanupView> {
    const outcome = await this.manager.cleanup({ olderThanHours, signal });
    return new CleanupView(outcome, await this.stats(caller));
  }
}
