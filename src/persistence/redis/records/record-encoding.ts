import {
  type DecisionProcess,
  type FinishedStep,
  isSettled,
} from '../../../decisions/domain/decision-process.js';
import type { RecordFields } from './record-fields.js';

/** What turns one stored revision into the next. */
export interface RecordChanges {
  readonly written: RecordFields;
  readonly vanished: readonly string[];
}

/** One attribute of a process and the hash field it is stored in; `undefined` or `null` where it is not true. */
interface Attribute {
  readonly field: string;
  readonly of: (process: DecisionProcess) => string | number | null | undefined;
}

/** Like `Attribute`, but its value is stored as JSON, and `null` is a value like any other. */
interface JsonAttribute {
  readonly field: string;
  readonly of: (process: DecisionProcess) => unknown;
}

const ATTRIBUTES: readonly Attribute[] = [
  { field: 'status', of: (process) => process.status },
  { field: 'revision', of: (process) => process.revision },
  { field: 'query', of: (process) => process.query },
  { field: 'engine', of: (process) => process.engine },
  { field: 'engine_version', of: (process) => process.engineVersion },
  { field: 'completed_steps', of: (process) => process.finished.length },
  { field: 'attempt', of: (process) => process.attempt },
  // Absent where it is nought, as it nearly always is: a record costs no byte more.
  { field: 'workers_lost', of: (process) => process.workersLost || null },
  { field: 'fingerprint', of: (process) => process.fingerprint },
  { field: 'traceparent', of: (process) => process.traceparent },
  { field: 'created_at', of: (process) => process.createdAt },
  { field: 'updated_at', of: (process) => process.updatedAt },
  { field: 'started_at', of: (process) => process.startedAt },
  { field: 'run_at', of: (process) => (process.status === 'pending' ? process.runAt : null) },
  { field: 'worker', of: (process) => (process.status === 'running' ? process.worker : null) },
  { field: 'completed_at', of: (process) => (isSettled(process) ? process.completedAt : null) },
];

const JSON_ATTRIBUTES: readonly JsonAttribute[] = [
  { field: 'problem', of: (process) => process.problem },
  { field: 'labels', of: (process) => process.labels },
  { field: 'plan', of: (process) => process.plan },
  { field: 'result', of: (process) => (process.status === 'completed' ? process.result : undefined) },
  { field: 'error', of: (process) => (process.status === 'failed' ? process.error : undefined) },
];

/** All fields of a process. */
export function encode(process: DecisionProcess): RecordFields {
  return recordChanges(null, process).written;
}

/**
 * The fields that differ between two revisions. Values that are the same object are not even looked into, so a
 * checkpoint costs one step's output, whatever the size of the problem and of the steps before.
 */
export function recordChanges(current: DecisionProcess | null, next: DecisionProcess): RecordChanges {
  const written = new Map<string, string>();
  const vanished: string[] = [];
  const note = (field: string, before: unknown, after: unknown, encoded: () => string) => {
    if (after === undefined) {
      if (before !== undefined) vanished.push(field);
    } else if (after !== before) written.set(field, encoded());
  };
  for (const { field, of } of ATTRIBUTES) {
    const after = of(next) ?? undefined;
    note(field, current === null ? undefined : (of(current) ?? undefined), after, () => String(after));
  }
  for (const { field, of } of JSON_ATTRIBUTES) {
    const after = of(next);
    note(field, current === null ? undefined : of(current), after, () => JSON.stringify(after));
  }
  const [before, after] = [stepsOf(current), stepsOf(next)];
  for (const [field, step] of after) note(field, before.get(field), step, () => encodeStep(step));
  for (const field of before.keys()) if (!after.has(field)) vanished.push(field);
  return { written, vanished };
}

export function stepField(step: string): string {
  return `step:${step}`;
}

function stepsOf(process: DecisionProcess | null): ReadonlyMap<string, FinishedStep> {
  return new Map(process?.finished.map((step) => [stepField(step.name), step]));
}

function encodeStep({ startedAt, completedAt, attempts, output }: FinishedStep): string {
  return JSON.stringify({ started_at: startedAt, completed_at: completedAt, attempts, output });
}
