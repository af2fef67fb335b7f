import { isObject, type JsonValue } from '../../../decisions/domain/json.js';
import { parseJson, type RecordFields, textOf, UnreadableRecord, wholeOf } from './record-fields.js';
import { fenceText, RESULT } from './record-encoding.js';

/**
 * The fields that became members of `facts` and `state`, and how each is read. Any may be absent: the decoder knows
 * which may not.
 */
const FACTS = {
  query: textOf,
  engine: textOf,
  engine_version: wholeOf,
  labels: jsonOf,
  plan: jsonOf,
  fingerprint: textOf,
  traceparent: textOf,
} as const;
const STATE = {
  status: textOf,
  attempt: wholeOf,
  workers_lost: wholeOf,
  started_at: wholeOf,
  updated_at: wholeOf,
  run_at: wholeOf,
  worker: textOf,
  completed_at: wholeOf,
  error: jsonOf,
} as const;

type Read = (fields: RecordFields, field: string) => JsonValue;

/**
 * Schema 1 had one field per attribute, and times and output of a step in one.
 *
 * @throws UnreadableRecord
 */
export function fromSchema1(fields: RecordFields): RecordFields {
  const { timings, outputs } = stepsOf(fields);
  const fence = fenceText({
    revision: wholeOf(fields, 'revision', 1),
    createdAt: wholeOf(fields, 'created_at'),
  });
  const state = {
    ...members(fields, STATE),
    steps: timings,
  };
  return new Map([
    ['schema', '2'],
    ['state', `${fence}${fields.get('operation') ?? '-'} ${JSON.stringify(state)}`],
    ['facts', JSON.stringify(members(fields, FACTS))],
    ...['problem', RESULT].flatMap((field) => {
      const value = fields.get(field);
      return value === undefined ? [] : [[field, value] as const];
    }),
    ...outputs,
  ]);
}

function members(
  fields: RecordFields,
  readers: Readonly<Record<string, Read>>,
): Readonly<Record<string, JsonValue>> {
  const present = Object.entries(readers).filter(([field]) => fields.has(field));
  return Object.fromEntries(present.map(([field, read]) => [field, read(fields, field)]));
}

function stepsOf(fields: RecordFields) {
  const plan = jsonOf(fields, 'plan');
  if (!Array.isArray(plan)) throw new UnreadableRecord('plan is no list of texts');
  const finished = wholeOf(fields, 'completed_steps', 0);
  if (finished > plan.length) throw new UnreadableRecord('completed_steps is more than the plan has');
  const names = plan.slice(0, finished).map((name) => `step:${String(name)}`);
  const steps = names.map((field) => ({ field, ...stepOf(fields, field) }));
  const last = plan.length - 1;
  return {
    timings: steps.map(({ timing }) => timing),
    outputs: steps
      .filter(({ output }, nth) => nth < last || output !== null)
      .map(({ field, output }) => [field, JSON.stringify(output)] as const),
  };
}

function stepOf(fields: RecordFields, field: string) {
  const step = jsonOf(fields, field);
  if (!isObject(step)) throw new UnreadableRecord('a step is no object');
  const { started_at: startedAt, completed_at: completedAt, attempts, output } = step;
  if (startedAt === undefined || completedAt === undefined || attempts === undefined || output === undefined)
    throw new UnreadableRecord('a step lacks an attribute');
  return { timing: [startedAt, completedAt, attempts], output };
}

function jsonOf(fields: RecordFields, field: string): JsonValue {
  return parseJson(textOf(fields, field), field);
}
