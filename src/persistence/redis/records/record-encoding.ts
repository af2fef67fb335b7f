import { crc32 } from 'node:zlib';
import type { DecisionProcess, FinishedStep } from '../../../decisions/domain/decision-process.js';
import { codecOfField, type Fence, type OwnRow, ownRowsOf, rowsIn, valueOf } from './record-table.js';

/** What turns one stored revision into the next. */
export interface RecordChanges {
  readonly state: string;
  /** More fields and values in turn, as commands take them. */
  readonly written: readonly string[];
  readonly vanished: readonly string[];
}

/** All fields of a process but `schema`. */
export interface EncodedRecord {
  readonly state: string;
  readonly facts: string;
  /** Fields and values in turn. */
  readonly others: readonly string[];
}

/** @param operation names only this write, so that it is recognized when it arrives twice */
export function encode(process: DecisionProcess, operation: string): EncodedRecord {
  const others: string[] = [];
  let result: string | undefined;
  for (const [field, value] of ownFields(process)) {
    const text = fieldText(field, value);
    if (field === RESULT) result = text;
    others.push(field, text);
  }
  return { state: stateText(process, operation, result), facts: packed(process, 'facts'), others };
}

/**
 * The fields that differ between two revisions. Values that are the same object are not even inspected, so a checkpoint
 * costs one step's output, whatever the size of the problem and of the steps before.
 *
 * @param operation see `encode`
 */
export function recordChanges(
  current: DecisionProcess,
  next: DecisionProcess,
  operation: string,
): RecordChanges {
  const written: string[] = [];
  const [before, after] = [ownFields(current), ownFields(next)];
  let result: string | undefined;
  if (!hasSameFacts(current, next)) written.push('facts', packed(next, 'facts'));
  for (const [field, value] of after) {
    if (value === before.get(field) && before.has(field)) continue;
    const text = fieldText(field, value);
    if (field === RESULT) result = text;
    written.push(field, text);
  }
  const vanished = [...before.keys()].filter((field) => !after.has(field));
  return { state: stateText(next, operation, result), written, vanished };
}

/** What the `state` of a record begins with. */
export function fenceText({ revision, createdAt }: Fence): string {
  return `${revision} ${createdAt} `;
}

/**
 * Keeps the text of a result, so that a stored one can be passed on unparsed if it is the text that was written;
 * `undefined` for one so short that parsing it costs no more.
 */
export function checksum(text: string): number | undefined {
  return text.length < 256 ? undefined : crc32(text);
}

export const RESULT = 'result';
export const RESULT_CHECKSUM = 'crc32';

/** @param result its text, if that is known */
function stateText(process: DecisionProcess, operation: string, result: string | undefined): string {
  const further =
    process.status === 'completed'
      ? { [RESULT_CHECKSUM]: checksum(result ?? JSON.stringify(process.result)) }
      : undefined;
  const members = packed(process, 'state', further);
  return `${fenceText(process)}${operation} ${members}`;
}

function packed(process: DecisionProcess, place: 'facts' | 'state', further?: object): string {
  const members: Record<string, unknown> = {};
  for (const row of rowsIn(place, process.status)) {
    const value = valueOf(process, row.attribute);
    if (row.like === undefined || value !== valueOf(process, row.like))
      members[row.name] = row.codec.encode(value);
  }
  return JSON.stringify(further === undefined ? members : { ...members, ...further });
}

function hasSameFacts(current: DecisionProcess, next: DecisionProcess): boolean {
  return rowsIn('facts', next.status).every(
    ({ attribute }) => valueOf(current, attribute) === valueOf(next, attribute),
  );
}

/** Values that are stored in fields of their own, by field. */
function ownFields(process: DecisionProcess): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const row of ownRowsOf(process.status)) {
    const value = valueOf(process, row.attribute);
    if (row.in === 'field') fields.set(row.name, value);
    else for (const [name, each] of entriesOf(row, process)) fields.set(`${row.prefix}${name}`, each);
  }
  return fields;
}

function fieldText(field: string, value: unknown): string {
  const codec = codecOfField(field);
  return JSON.stringify(codec === undefined ? value : codec.encode(value));
}

function entriesOf(
  row: Exclude<OwnRow, { readonly in: 'field' }>,
  process: DecisionProcess,
): (readonly [string, unknown])[] {
  if (row.in === 'fields') return Object.entries(valueOf(process, row.attribute) ?? {});
  return process.finished
    .filter((step, nth) => hasField(step, nth, process))
    .map(({ name, output }) => [name, output]);
}

/** The output of the last step is the result of the process, and is stored once. */
function hasField({ output }: FinishedStep, nth: number, { plan }: DecisionProcess): boolean {
  return nth < plan.length - 1 || output !== null;
}
