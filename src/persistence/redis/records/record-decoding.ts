import type {
  DecisionProcess,
  FinishedStep,
  ProcessHead,
  ProcessStatus,
} from '../../../decisions/domain/decision-process.js';
import type { ProcessId } from '../../../decisions/domain/ids.js';
import type { JsonObject, JsonValue } from '../../../decisions/domain/json.js';
import { count, isObject, time, timings } from './codecs.js';
import { parseJson, type RecordFields, textOf, UnreadableRecord } from './record-fields.js';
import { type AnyRow, type Fence, RECORD, rowsOf } from './record-table.js';
import { checksum, RESULT, RESULT_CHECKSUM } from './record-encoding.js';

/** The fields `decodeHead` needs. */
export const HEAD_FIELDS = ['schema', 'state', 'facts'] as const;

/**
 * Checks and reads a record of the present schema.
 *
 * @throws UnreadableRecord
 */
export function decode(id: ProcessId, fields: RecordFields): DecisionProcess {
  const head = decodeHead(id, fields);
  const own = rowsOf(head.status).map((row) => [row.attribute, ownValue(row, fields, head)] as const);
  // Every row of the status was read, and the table has a row for every attribute.
  return {
    ...head,
    ...Object.fromEntries(own.filter(([, value]) => value !== undefined)),
  } as DecisionProcess;
}

/**
 * Checks and reads all but what may be large, from `HEAD_FIELDS`.
 *
 * @throws UnreadableRecord
 */
export function decodeHead(id: ProcessId, fields: RecordFields): ProcessHead {
  const { fence, members: state } = readState(fields);
  const members = { state, facts: readObject(textOf(fields, 'facts'), 'facts') };
  const status: ProcessStatus = RECORD.status.codec.decode(state.status, 'status');
  const plan = RECORD.plan.codec.decode(members.facts.plan, 'plan');
  const head: Record<string, unknown> = { id, ...fence };
  for (const row of rowsOf(status)) {
    if (row.in === 'facts' || row.in === 'state')
      head[row.attribute] = row.codec.decode(members[row.in][row.name], row.name);
    if (row.in === 'steps') head[row.attribute] = readTimings(state[row.name] ?? [], row.name, plan);
  }
  return head as unknown as ProcessHead;
}

/** The result as it is stored, once it is known to be what was written; `null` if there is none. */
export function decodeResult({ status }: ProcessHead, fields: RecordFields): string | null {
  if (status !== 'completed') return null;
  const text = textOf(fields, RESULT);
  if (readState(fields).members[RESULT_CHECKSUM] !== checksum(text)) parseJson(text, RESULT);
  return text;
}

function ownValue(row: AnyRow, fields: RecordFields, head: ProcessHead): unknown {
  switch (row.in) {
    case 'facts':
    case 'state':
      return undefined;
    case 'field':
      return parseJson(textOf(fields, row.name), row.name);
    case 'fields':
      return namedFields(fields, row.prefix);
    case 'steps':
      return head.finished.map((timing, nth): FinishedStep => {
        const field = `${row.prefix}${timing.name}`;
        const isResult = nth === head.plan.length - 1 && !fields.has(field);
        return { ...timing, output: isResult ? null : parseJson(textOf(fields, field), field) };
      });
  }
}

function namedFields(fields: RecordFields, prefix: string): JsonObject {
  const own = [...fields].filter(([field]) => field.startsWith(prefix));
  return Object.fromEntries(own.map(([field, text]) => [field.slice(prefix.length), parseJson(text, field)]));
}

function readTimings(stored: JsonValue, name: string, plan: readonly string[]): ProcessHead['finished'] {
  const finished = timings.decode(stored, name);
  if (finished.length > plan.length) throw new UnreadableRecord(`${name} are more than the plan has`);
  return plan.slice(0, finished.length).flatMap((step, nth) => {
    const timing = finished[nth];
    return timing === undefined ? [] : [{ name: step, ...timing }];
  });
}

function readState(fields: RecordFields): { readonly fence: Fence; readonly members: JsonObject } {
  const { fence, json } = splitState(fields);
  return { fence, members: readObject(json, 'state') };
}

/** `revision created_at operation {…}` */
function splitState(fields: RecordFields): { readonly fence: Fence; readonly json: string } {
  const [, revision, createdAt, json] = STATE.exec(textOf(fields, 'state')) ?? [];
  if (json === undefined) throw new UnreadableRecord('state does not begin as it has to');
  return {
    fence: {
      revision: count(1).decode(Number(revision), 'revision'),
      createdAt: time.decode(Number(createdAt), 'created_at'),
    },
    json,
  };
}

const STATE = /^(\d+) (-?\d+) \S+ (.*)$/s;

function readObject(text: string, name: string): JsonObject {
  const members = parseJson(text, name);
  if (!isObject(members)) throw new UnreadableRecord(`${name} is no object`);
  return members;
}
