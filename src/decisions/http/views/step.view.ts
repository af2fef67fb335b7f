import { ApiProperty } from '@nestjs/swagger';
import { currentStep, type ProcessHead } from '../../domain/decision-process.js';
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

  constructor(step: StepFacts) {
    const { name, status, startedAt, completedAt, attempts } = step;
    this.name = name;
    this.status = status;
    this.started_at = toTime(startedAt);
    this.completed_at = toTime(completedAt);
    this.duration_ms = startedAt === null || completedAt === null ? null : completedAt - startedAt;
    this.attempts = attempts;
  }
}

interface StepFacts {
  readonly name: string;
  readonly status: ProcessStatus;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly attempts: number;
}

/** All steps of the plan: the finished ones, the current one, and those not reached yet. */
export function stepViews(process: ProcessHead): StepView[] {
  const unreached = process.plan.slice(process.finished.length + 1);
  const steps = [
    ...process.finished.map((step) => ({ ...step, status: 'completed' as const })),
    ...currentSteps(process),
    ...unreached.map((name) => ({ ...UNBEGUN, name })),
  ];
  return steps.map((step) => new StepView(step));
}

const UNBEGUN = { status: 'pending', startedAt: null, completedAt: null, attempts: 0 } as const;

/** The current step has the status of its process, and ends with it if it was ever begun. */
function currentSteps(process: ProcessHead): StepFacts[] {
  const { status, attempt: attempts, stepStartedAt: startedAt } = process;
  const name = currentStep(process);
  if (name === null) return [];
  const completedAt = isSettled(process) && startedAt !== null ? process.completedAt : null;
  return [{ name, status, startedAt, completedAt, attempts }];
}
