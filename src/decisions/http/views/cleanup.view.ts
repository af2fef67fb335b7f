import { ApiProperty } from '@nestjs/swagger';
import type { CleanupOutcome } from '../../application/use-cases/process-manager.js';
import { StatsView } from './stats.view.js';

export class CleanupView {
  @ApiProperty({ enum: ['success'] })
  readonly status = 'success';

  @ApiProperty({ example: 'Removed 12 processes that ended more than 24 hours ago.' })
  readonly message: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly removed_count: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly remaining_processes: number;

  @ApiProperty({ type: StatsView })
  readonly stats: StatsView;

  constructor({ removed, olderThanHours }: CleanupOutcome, stats: StatsView) {
    this.message = `Removed ${removed} processes that ended more than ${olderThanHours} hours ago.`;
    this.removed_count = removed;
    this.remaining_processes = stats.total;
    this.stats = stats;
  }
}
