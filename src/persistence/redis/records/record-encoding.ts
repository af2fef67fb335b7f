import { crc32 } from 'node:zlib';
import type { DecisionProcess } from '../../../decisions/domain/decision-process.js';
import { codecOfField, type Fence, OWN_ROWS, type OwnRow, rowsIn, valueOf } from './record-table.js';

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
  for (const row of OWN_ROWS) {
    for (const [field, value] of fieldsOf(row, process)) {
      const text = fieldText(field, value);
      if (field === RESULT) result = text;
      others.push(field, text);
    }
  }
  return { state: stateText(process, operation, result), facts: factsText(process), others };
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
  const vanished: string[] = [];
  let result: string | undefined;
  if (!hasSameFacts(current, next)) written.push('facts', factsText(next));
  for (const row of OWN_ROWS) {
    if (valueOf(current, row.attribute) === valueOf(next, row.attribute)) continue;
    const [before, after] = withoutCommonStart(fieldsOf(row, current), fieldsOf(row, next));
    for (const [field, value] of after) {
      const isSame = value === before.get(field) && before.has(field);
      before.delete(field);
      if (isSame) continue;
      const text = fieldText(field, value);
      if (field === RESULT) result = text;
      written.push(field, text);
    }
    vanished.push(...before.keys());
  }
  return { state: stateText(next, operation, result), written, vanished };
}

/** Steps and kept values are added at the end: what is before them is mostly the same. */
function withoutCommonStart(
  before: readonly Field[],
  after: readonly Field[],
): readonly [Map<string, unknown>, readonly Field[]] {
  let same = 0;
  while (same < after.length && isSameField(before[same], after[same])) same++;
  return [new Map(before.slice(same)), after.slice(same)];
}

function isSameField(one: Field | undefined, other: Field | undefined): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
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

/** The field that has the result of a completed process. */
export const RESULT = 'result';
export const RESULT_CHECKSUM = 'crc32';

/** @param result its text, if that is known */
function stateText(process: DecisionProcess, operation: string, result: string | undefined): string {
  const known =
    process.status === 'completed' ? checksum(result ?? JSON.stringify(process.result)) : undefined;
  const further = known === undefined ? '' : `,"${RESULT_CHECKSUM}":${known}`;
  return `${fenceText(process)}${operation} {${membersText(process, 'state')}${further}}`;
}

function factsText(process: DecisionProcess): string {
  return `{${membersText(process, 'facts')}}`;
}

/** Put together as text: an object that is made member by member only to be written takes as long again. */
function membersText(process: DecisionProcess, place: 'facts' | 'state'): string {
  let members = '';
  for (const { attribute, like, label, codec } of rowsIn(place, process.status)) {
    const value = valueOf(process, attribute);
    if (like !== undefined && value === valueOf(process, like)) continue;
    const stored = codec.encode(value);
    if (stored === undefined) continue;
    members += members === '' ? label : `,${label}`;
    members += JSON.stringify(stored);
  }
  return members;
}

function hasSameFacts(current: DecisionProcess, next: DecisionProcess): boolean {
  return rowsIn('facts', next.status).every(
    ({ attribute }) => valueOf(current, attribute) === valueOf(next, attribute),
  );
}

/** A name and a value that is not text yet. */
type Field = readonly [string, unknown];

/** The fields of their own in which the values of an attribute are stored. */
function fieldsOf(row: OwnRow, process: DecisionProcess): Field[] {
  const value = valueOf(process, row.attribute);
  if (value === undefined) return [];
  if (row.in === 'field') return [[row.name, value]];
  if (row.in === 'steps') return outputsOf(process, row.prefix);
  return Object.entries(value as object).map(([name, each]) => [`${row.prefix}${name}`, each]);
}

/** The output of the last step is the result of the process, and is stored once. */
function outputsOf({ finished, plan }: DecisionProcess, prefix: string): Field[] {
  const fields: Field[] = [];
  for (const { name, output } of finished) {
    if (fields.length < plan.length - 1 || output !== null) fields.push([`${prefix}${name}`, output]);
  }
  return fields;
}

function fieldText(field: string, value: unknown): string {
  const codec = codecOfField(field);
  return JSON.stringify(codec === undefined ? value : codec.encode(value));
}
