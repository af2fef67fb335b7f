import type {
  DecisionProcess,
  FinishedStep,
  ProcessHead,
  ProcessReport,
} from '../../../decisions/domain/decision-process.js';
import type { ProcessId } from '../../../decisions/domain/ids.js';
import type { JsonObject, JsonText, JsonValue } from '../../../decisions/domain/json.js';
import { count, isObject, time, timings } from './codecs.js';
import { parseJson, type RecordFields, textOf, UnreadableRecord } from './record-fields.js';
import { type AnyRow, type Fence, RECORD, rowsOf } from './record-table.js';
import { checksum, RESULT, RESULT_CHECKSUM } from './record-encoding.js';

/** The fields `decodeHead` needs. */
export const HEAD_FIELDS = ['schema', 'state', 'facts'] as const;
/** The fields `decodeReport` needs. */
export const REPORT_FIELDS = [...HEAD_FIELDS, RESULT] as const;

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
  return headOf(id, readState(fields), fields);
}

/**
 * Checks and reads all but the problem and outputs, from `REPORT_FIELDS`. The result stays the text that is stored; only
 * one that is not what was written is parsed.
 *
 * @throws UnreadableRecord
 */
export function decodeReport(id: ProcessId, fields: RecordFields): ProcessReport {
  const state = readState(fields);
  const head = headOf(id, state, fields);
  if (head.status !== 'completed') return { head, result: null };
  const text = textOf(fields, RESULT);
  if (state.members[RESULT_CHECKSUM] !== checksum(text)) parseJson(text, RESULT);
  // It is the text that was written as JSON, or was parsed just now.
  return { head, result: text as JsonText };
}

function headOf(id: ProcessId, { fence, members: state }: StoredState, fields: RecordFields): ProcessHead {
  const members = { state, facts: readObject(textOf(fields, 'facts'), 'facts') };
  const status = RECORD.status.codec.decode(state.status, 'status');
  const plan = RECORD.plan.codec.decode(members.facts.plan, 'plan');
  const head: Record<string, unknown> = { id, ...fence };
  for (const row of rowsOf(status)) {
    if (row.in === 'facts' || row.in === 'state')
      head[row.attribute] = row.codec.decode(members[row.in][row.name], row.name);
    if (row.in === 'steps') head[row.attribute] = readTimings(state[row.name] ?? [], row.name, plan);
  }
  // Every small row of the status was read, and the table has a row for every attribute.
  return head as unknown as ProcessHead;
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
