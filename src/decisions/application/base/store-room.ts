import { Inject, Injectable } from '@nestjs/common';
import { STORE_CAPACITY, type StoreCapacity } from '../../domain/ports/store.capacity.js';
import { StoreNearlyFull } from './errors.js';
import { RUN_SETTINGS, type RunSettings } from './run-settings.js';

/**
 * Keeps the last room of the store for accepted processes: new work is refused before the store is full, so that what
 * is running can store its outputs and settle.
 */
@Injectable()
export class StoreRoom {
  constructor(
    @Inject(STORE_CAPACITY) private readonly capacity: StoreCapacity,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
  ) {}

  /** See `StoreCapacity`. */
  get usedShare(): number | null {
    return this.capacity.usedShare;
  }

  get isNearlyFull(): boolean {
    return (this.capacity.usedShare ?? 0) > this.settings.nearlyFullShare;
  }

  /**
   * A store that takes no writes says by itself why, which may be another reason by now.
   *
   * @throws StoreNearlyFull
   */
  demand(): void {
    if (this.isNearlyFull && this.capacity.takesWrites) throw new StoreNearlyFull();
  }
}
