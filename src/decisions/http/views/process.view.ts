import { ApiProperty } from '@nestjs/swagger';
import { PROCESS_STATUSES, type ProcessError, type ProcessStatus } from '../../domain/decision-process.js';
import type { ProcessSummary } from '../../domain/process-summary.js';
import { EXAMPLE_ID } from '../examples.js';
import { toTime } from './time.js';

export class ProgressView {
  @ApiProperty({ type: 'integer', minimum: 0, example: 2 })
  readonly completed_steps: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 5 })
  readonly total_steps: number;

  @ApiProperty({ type: String, nullable: true, description: 'The first unfinished step.', example: 'score' })
  readonly current_step: string | null;

  constructor({ plan, finishedSteps }: ProcessSummary) {
    this.completed_steps = finishedSteps;
    this.total_steps = plan.length;
    this.current_step = plan[finishedSteps] ?? null;
  }
}

export class ErrorView {
  @ApiProperty({ example: 'step_failed' })
  readonly code: string;

  @ApiProperty({ example: 'The step failed.' })
  readonly message: string;

  @ApiProperty({ description: 'The step that failed.', example: 'score' })
  readonly step: string;

  constructor({ code, message, step }: ProcessError) {
    this.code = code;
    this.message = message;
    this.step = step;
  }
}

/** What a list shows of a process. */
export class ProcessView {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  readonly process_id: string;

  @ApiProperty({ enum: PROCESS_STATUSES, example: 'running' })
  readonly status: ProcessStatus;

  @ApiProperty({ example: 'Which supplier should we sign for the next three years?' })
  readonly decision_query: string;

  @ApiProperty({ example: 'analytic' })
  readonly engine: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  readonly engine_version: number;

  @ApiProperty({ type: ProgressView })
  readonly progress: ProgressView;

  @ApiProperty({ type: ErrorView, nullable: true, description: 'Why a failed process failed.' })
  readonly error: ErrorView | null;

  @ApiProperty({
    type: ErrorView,
    nullable: true,
    description: 'Why the last attempt at the current step failed, if it is tried again.',
  })
  readonly last_error: ErrorView | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the current step is tried again, if it waits for that.',
  })
  readonly next_attempt_at: string | null;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'How often the current step has been begun.',
    example: 1,
  })
  readonly attempt: number;

  @ApiProperty({ type: String, nullable: true, description: 'The instance that runs it.' })
  readonly worker: string | null;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: { team: 'procurement' } })
  readonly labels: Readonly<Record<string, string>>;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'How often it was written; the entity tag.',
    example: 4,
  })
  readonly revision: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it is begun at the earliest, while it is pending.',
  })
  readonly run_at: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it has to have ended.',
  })
  readonly deadline: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T08:00:00.000Z' })
  readonly created_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was first begun.' })
  readonly started_at: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T08:00:00.250Z' })
  readonly updated_at: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ended, however it ended.',
  })
  readonly completed_at: string | null;

  constructor(process: ProcessSummary) {
    this.process_id = process.id;
    this.status = process.status;
    this.decision_query = process.query;
    this.engine = process.engine;
    this.engine_version = process.engineVersion;
    this.progress = new ProgressView(process);
    this.error = process.error && new ErrorView(process.error);
    this.last_error = process.lastError && new ErrorView(process.lastError);
    this.next_attempt_at = toTime(process.attempt > 0 ? process.runAt : null);
    this.attempt = process.attempt;
    this.worker = process.worker;
    this.labels = process.labels;
    this.revision = process.revision;
    this.run_at = toTime(process.runAt);
    this.deadline = toTime(process.deadline);
    this.created_at = toTime(process.createdAt);
    this.started_at = toTime(process.startedAt);
    this.updated_at = toTime(process.updatedAt);
    this.completed_at = toTime(process.completedAt);
  }
}
