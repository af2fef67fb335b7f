import type { AskingProcess, ProcessReport } from '../../../decisions/domain/process-summary.js';
import type {
  DecisionProcess,
  FinishedStep,
  ProcessHead,
  StepTiming,
} from '../../../decisions/domain/decision-process.js';
import type { ProcessId } from '../../../decisions/domain/ids.js';
import { isObject, type JsonObject, type JsonText } from '../../../decisions/domain/json.js';
import { type Codec, count, time } from './codecs.js';
import type { ClosedRequests } from '../../../decisions/domain/waiting/requests.js';
import { parseJson, type RecordFields, textOf, UnreadableRecord } from './record-fields.js';
import { type Fence, type OwnRow, ownRowsOf, RECORD, rowsIn } from './record-table.js';
import { checksum, RESULT, RESULT_CHECKSUM } from './record-encoding.js';
import { withRequestsChecked } from './request-checks.js';

/** The fields `decodeHead` needs. */
export const HEAD_FIELDS = ['schema', 'state', 'facts'] as const;
/** The fields `decodeReport` needs. */
export const REPORT_FIELDS = [...HEAD_FIELDS, RESULT] as const;
/** What the fields begin with that `decodeAsking` needs beside those of the head. */
export const REQUEST_FIELDS = RECORD.requests.prefix;

/**
 * Checks and reads a record of the present schema.
 *
 * @throws UnreadableRecord
 */
export function decode(id: ProcessId, fields: RecordFields): DecisionProcess {
  const head = decodeHead(id, fields);
  // To copy it into another object that then gets further members takes V8 4 µs.
  const process = head as unknown as Record<string, unknown>;
  for (const row of ownRowsOf(head.status)) process[row.attribute] = ownValue(row, fields, head);
  // Every row of the status was read, and the table has a row for every attribute.
  return withRequestsChecked(process as unknown as DecisionProcess);
}

/**
 * Checks and reads everything but the large parts, from `HEAD_FIELDS`.
 *
 * @throws UnreadableRecord
 */
export function decodeHead(id: ProcessId, fields: RecordFields): ProcessHead {
  return headOf(id, readState(fields), fields);
}

/**
 * Checks and reads everything but the problem and outputs, from `REPORT_FIELDS`. The result stays the stored text; it
 * is parsed only if it differs from what was written.
 *
 * @throws UnreadableRecord
 */
export function decodeReport(id: ProcessId, fields: RecordFields): ProcessReport {
  const state = readState(fields);
  const head = headOf(id, state, fields);
  if (head.status !== 'completed') return { head, result: null };
  const text = textOf(fields, RESULT);
  const known = state.members[RESULT_CHECKSUM];
  if (known === undefined || known !== checksum(text)) parseJson(text, RESULT);
  // It is the text that was written as JSON, or was just parsed.
  return { head, result: text as JsonText };
}

/**
 * Checks and reads a head, and what is asked and was, from `HEAD_FIELDS` and all that begin with `REQUEST_FIELDS`.
 *
 * @throws UnreadableRecord
 */
export function decodeAsking(id: ProcessId, fields: RecordFields): AskingProcess {
  const head = decodeHead(id, fields);
  // The codec of the row has read each.
  const requests = namedFields(fields, RECORD.requests) as ClosedRequests;
  return withRequestsChecked({ ...head, requests });
}

function headOf(id: ProcessId, { fence, members: state }: StoredState, fields: RecordFields): ProcessHead {
  const facts = readObject(textOf(fields, 'facts'), 'facts');
  const status = RECORD.status.codec.decode(state.status, 'status');
  const head: Record<string, unknown> = { id, ...fence };
  for (const row of rowsIn('facts', status))
    head[row.attribute] = row.codec.decode(facts[row.name], row.name);
  for (const row of rowsIn('state', status)) {
    const like = row.like && state[RECORD[row.like].name];
    head[row.attribute] = row.codec.decode(state[row.name] ?? like, row.name);
  }
  const plan = RECORD.plan.codec.decode(facts.plan, 'plan');
  head.finished = withNames(plan, RECORD.finished.codec.decode(state.steps, 'steps'));
  // Every small row of the status was read, and the table has a row for every attribute.
  return head as unknown as ProcessHead;
}

function ownValue(row: OwnRow, fields: RecordFields, { plan, finished }: ProcessHead): unknown {
  if (row.in === 'field') return parseJson(textOf(fields, row.name), row.name);
  if (row.in === 'fields') return namedFields(fields, row);
  return finished.map((timing, nth): FinishedStep => {
    const field = `${row.prefix}${timing.name}`;
    const isResult = nth === plan.length - 1 && !fields.has(field);
    return { ...timing, output: isResult ? null : parseJson(textOf(fields, field), field) };
  });
}

function namedFields(
  fields: RecordFields,
  { prefix, codec }: { readonly prefix: string; readonly codec?: Pick<Codec<unknown>, 'decode'> },
): Readonly<Record<string, unknown>> {
  const own = [...fields].filter(([field]) => field.startsWith(prefix));
  return Object.fromEntries(
    own.map(([field, text]) => {
      const stored = parseJson(text, field);
      return [field.slice(prefix.length), codec === undefined ? stored : codec.decode(stored, field)];
    }),
  );
}

/** The finished steps are the first of the plan. */
function withNames(
  plan: readonly string[],
  finished: readonly Omit<StepTiming, 'name'>[],
): ProcessHead['finished'] {
  if (finished.length > plan.length) throw new UnreadableRecord('steps are more than the plan has');
  return finished.map((timing, nth) => ({ name: plan[nth] ?? '', ...timing }));
}

interface StoredState {
  readonly fence: Fence;
  readonly members: JsonObject;
}

/** `revision created_at operation {…}` */
function readState(fields: RecordFields): StoredState {
  const [, revision, createdAt, json] = STATE.exec(textOf(fields, 'state')) ?? [];
  if (json === undefined) throw new UnreadableRecord('state does not begin as it has to');
  const fence = {
    revision: REVISION.decode(Number(revision), 'revision'),
    createdAt: time.decode(Number(createdAt), 'created_at'),
  };
  return { fence, members: readObject(json, 'state') };
}

const REVISION = count(1);

const STATE = /^(\d+) (-?\d+) \S+ (.*)$/s;

function readObject(text: string, name: string): JsonObject {
  const members = parseJson(text, name);
  if (!isObject(members)) throw new UnreadableRecord(`${name} is no object`);
  return members;
}
