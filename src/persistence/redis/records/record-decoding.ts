import {
  type DecisionProcess,
  type FinishedStep,
  PROCESS_STATUSES,
  type ProcessError,
  type ProcessFacts,
  type ProcessStatus,
  type ProcessSummary,
} from '../../../decisions/domain/decision-process.js';
import { parseWorkerId, type ProcessId, type WorkerId } from '../../../decisions/domain/ids.js';
import type { JsonObject, JsonValue } from '../../../decisions/domain/json.js';
import { stepField } from './record-encoding.js';
import { FieldReader, type RecordFields, UnreadableRecord } from './record-fields.js';

/** The fields `decodeSummary` needs. */
export const SUMMARY_FIELDS = [
  ...[
    'schema',
    'revision',
    'status',
    'query',
    'engine',
    'engine_version',
    'labels',
    'plan',
    'completed_steps',
  ],
  ...['attempt', 'created_at', 'updated_at', 'started_at', 'run_at', 'worker', 'error', 'completed_at'],
] as const;

/** Checks and reads a record of the present schema. */
export function decode(id: ProcessId, fields: RecordFields): DecisionProcess {
  const read = new FieldReader(fields);
  const facts = readFacts(id, read);
  const status = readStatus(read);
  switch (status) {
    case 'pending':
      return { ...facts, status, runAt: read.time('run_at') };
    case 'running':
      return { ...facts, status, worker: readWorker(read) };
    case 'completed':
      return { ...facts, status, result: read.json('result'), completedAt: read.time('completed_at') };
    case 'failed':
      return { ...facts, status, error: readError(read), completedAt: read.time('completed_at') };
    case 'cancelled':
      return { ...facts, status, completedAt: read.time('completed_at') };
  }
}

/** Checks and reads what a list shows of a record of the present schema. */
export function decodeSummary(id: ProcessId, fields: RecordFields): ProcessSummary {
  const read = new FieldReader(fields);
  const status = readStatus(read);
  const settled = status !== 'pending' && status !== 'running';
  const plan = readPlan(read);
  return {
    ...readCommon(id, read),
    status,
    plan,
    finishedSteps: readFinishedSteps(read, plan),
    worker: status === 'running' ? readWorker(read) : null,
    error: status === 'failed' ? readError(read) : null,
    runAt: status === 'pending' ? read.time('run_at') : null,
    completedAt: settled ? read.time('completed_at') : null,
  };
}

function readFacts(id: ProcessId, read: FieldReader): ProcessFacts {
  const plan = readPlan(read);
  const finished = plan.slice(0, readFinishedSteps(read, plan)).map((name) => readStep(read, name));
  return {
    ...readCommon(id, read),
    problem: read.json('problem'),
    workersLost: read.has('workers_lost') ? read.count('workers_lost', 1) : 0,
    plan,
    finished,
    fingerprint: read.optionalText('fingerprint'),
    traceparent: read.optionalText('traceparent'),
  };
}

function readCommon(id: ProcessId, read: FieldReader) {
  return {
    id,
    revision: read.count('revision', 1),
    query: read.text('query'),
    engine: read.text('engine'),
    engineVersion: read.count('engine_version', 0),
    labels: readLabels(read),
    attempt: read.count('attempt', 0),
    createdAt: read.time('created_at'),
    updatedAt: read.time('updated_at'),
    startedAt: read.optionalTime('started_at'),
  };
}

function readStatus(read: FieldReader): ProcessStatus {
  const text = read.text('status');
  const status = PROCESS_STATUSES.find((known) => known === text);
  if (status === undefined) throw new UnreadableRecord('status is unknown');
  return status;
}

function readWorker(read: FieldReader): WorkerId {
  const worker = parseWorkerId(read.text('worker'));
  if (worker === null) throw new UnreadableRecord('worker is no worker id');
  return worker;
}

function readLabels(read: FieldReader): Readonly<Record<string, string>> {
  const labels = read.json('labels');
  if (!isObject(labels) || !hasTexts(labels)) throw new UnreadableRecord('labels is no object of texts');
  return labels;
}

function readPlan(read: FieldReader): readonly string[] {
  const plan = read.json('plan');
  if (!Array.isArray(plan) || !plan.every(isText)) throw new UnreadableRecord('plan is no list of texts');
  return plan;
}

function readFinishedSteps(read: FieldReader, plan: readonly string[]): number {
  const finished = read.count('completed_steps', 0);
  if (finished > plan.length) throw new UnreadableRecord('completed_steps is more than the plan has');
  return finished;
}

function readStep(read: FieldReader, name: string): FinishedStep {
  const step = read.json(stepField(name));
  if (!isObject(step)) throw new UnreadableRecord('a step is no object');
  const { started_at: startedAt, completed_at: completedAt, attempts, output } = step;
  if (!isWhole(startedAt) || !isWhole(completedAt) || !isWhole(attempts) || output === undefined) {
    throw new UnreadableRecord('a step lacks an attribute');
  }
  return { name, startedAt, completedAt, attempts, output };
}

function readError(read: FieldReader): ProcessError {
  const error = read.json('error');
  if (!isObject(error)) throw new UnreadableRecord('error is no object');
  const { code, message, step } = error;
  if (!isText(code) || !isText(message) || !isText(step))
    throw new UnreadableRecord('error lacks an attribute');
  return { code, message, step };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasTexts(value: JsonObject): value is Readonly<Record<string, string>> {
  return Object.values(value).every(isText);
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string';
}

function isWhole(value: JsonValue | undefined): value is number {
  return Number.isSafeInteger(value);
}
