import { ApiProperty } from '@nestjs/swagger';
import type { ProcessCensus } from '../../application/use-cases/process-census.js';
import type { StoreDescription } from '../../domain/ports/store.description.js';
import type { ProcessStatus } from '../../domain/process-status.js';
import { toTime } from './time.js';

export class AgeView {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Oldest age of the band in seconds; null for the open one.',
  })
  readonly up_to: number | null;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly count: number;

  constructor({ upTo, count }: ProcessCensus['ages'][number]) {
    this.up_to = upTo;
    this.count = count;
  }
}

/** Counts and ages; it has a count for each status, which the compiler asks for. */
export class StatsView implements Readonly<Record<ProcessStatus, number>> {
  @ApiProperty({ example: 'redis', description: 'The store in use.' })
  readonly repository: string;

  @ApiProperty({ description: 'Whether an accepted process survives the end of this instance.' })
  readonly durable: boolean;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly total: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly pending: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly running: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'They wait for people.' })
  readonly waiting: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly completed: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly failed: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly cancelled: number;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'Records that cannot be read; kept, and in no other count.',
  })
  readonly quarantined: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly oldest_pending_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly oldest_waiting_at: string | null;

  @ApiProperty({ type: [AgeView], description: 'How old the processes are, youngest band first.' })
  readonly ages: readonly AgeView[];

  constructor(census: ProcessCensus, store: StoreDescription) {
    const { counts, total, quarantined, oldestPendingAt, ages } = census;
    this.repository = store.kind;
    this.durable = store.durable;
    this.total = total;
    this.pending = counts.pending;
    this.running = counts.running;
    this.waiting = counts.waiting;
    this.completed = counts.completed;
    this.failed = counts.failed;
    this.cancelled = counts.cancelled;
    this.quarantined = quarantined;
    this.oldest_pending_at = toTime(oldestPendingAt);
    this.oldest_waiting_at = toTime(census.oldestWaitingAt);
    this.ages = ages.map((age) => new AgeView(age));
  }
}
