import { ApiProperty } from '@nestjs/swagger';
import type { ProcessHead } from '../../domain/decision-process.js';
import { isSettled, PROCESS_STATUSES, type ProcessStatus } from '../../domain/process-status.js';
import { toTime } from './time.js';

/** One step of a process, as callers see it. */
export class StepView {
  @ApiProperty({ example: 'frame' })
  readonly name: string;

  @ApiProperty({ enum: PROCESS_STATUSES, example: 'completed' })
  readonly status: ProcessStatus;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When its last attempt began.',
  })
  readonly started_at: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ended, however it ended.',
  })
  readonly completed_at: string | null;

  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, example: 3 })
  readonly duration_ms: number | null;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  readonly attempts: number;

  constructor(name: string, status: ProcessStatus, { startedAt, completedAt, attempts }: StepTimes) {
    this.name = name;
    this.status = status;
    this.started_at = toTime(startedAt);
    this.completed_at = toTime(completedAt);
    this.duration_ms = startedAt === null || completedAt === null ? null : completedAt - startedAt;
    this.attempts = attempts;
  }
}

interface StepTimes {
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly attempts: number;
}

/** All steps of the plan: the finished ones, the current one, and those not reached yet. */
export function stepViews(process: ProcessHead): StepView[] {
  const { plan, finished, status } = process;
  return plan.map((name, nth) => {
    const done = finished[nth];
    if (done !== undefined) return new StepView(name, 'completed', done);
    return nth === finished.length
      ? new StepView(name, status, timesOfCurrent(process))
      : new StepView(name, 'pending', UNBEGUN);
  });
}

const UNBEGUN: StepTimes = { startedAt: null, completedAt: null, attempts: 0 };

/** The current step ends with its process, if it was ever begun. */
function timesOfCurrent(process: ProcessHead): StepTimes {
  const { attempt: attempts, stepStartedAt: startedAt } = process;
  const completedAt = isSettled(process) && startedAt !== null ? process.completedAt : null;
  return { startedAt, completedAt, attempts };
}
