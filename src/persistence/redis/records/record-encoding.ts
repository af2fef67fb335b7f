import { crc32 } from 'node:zlib';
import type { DecisionProcess, FinishedStep } from '../../../decisions/domain/decision-process.js';
import { timings } from './codecs.js';
import { type AnyRow, type Fence, rowsOf, valueOf } from './record-table.js';

/** What turns one stored revision into the next; fields and values in turn, as commands take them. */
export interface RecordChanges {
  readonly written: readonly string[];
  readonly vanished: readonly string[];
}

/** All fields of a process but `schema`. */
export function encode(process: DecisionProcess, operation: string): readonly string[] {
  return recordChanges(null, process, operation).written;
}

/**
 * The fields that differ between two revisions, `state` first. Values that are the same object are not even looked
 * into, so a checkpoint costs one step's output, whatever the size of the problem and of the steps before.
 *
 * @param operation names this write and no other, so that it is known again when it arrives twice
 */
export function recordChanges(
  current: DecisionProcess | null,
  next: DecisionProcess,
  operation: string,
): RecordChanges {
  const written: string[] = [];
  const before = current === null ? new Map<string, unknown>() : ownFields(current);
  const after = ownFields(next);
  let result: string | undefined;
  if (current === null || !hasSameFacts(current, next)) written.push('facts', packed(next, 'facts'));
  for (const [field, value] of after) {
    if (value === before.get(field) && before.has(field)) continue;
    const text = JSON.stringify(value);
    if (field === RESULT) result = text;
    written.push(field, text);
  }
  const vanished = [...before.keys()].filter((field) => !after.has(field));
  const state = `${fenceText(next)}${operation} ${packed(next, 'state', result)}`;
  return { written: ['state', state, ...written], vanished };
}

/** What the `state` of a record begins with. */
export function fenceText({ revision, createdAt }: Fence): string {
  return `${revision} ${createdAt} `;
}

/** Lets a result be handed on as it is stored, known to be the text that was written. */
export function checksum(text: string): number {
  return crc32(text);
}

export const RESULT = 'result';
export const RESULT_CHECKSUM = 'result_crc32';

function packed(process: DecisionProcess, place: 'facts' | 'state', result?: string): string {
  const members: Record<string, unknown> = {};
  for (const row of rowsOf(process.status)) {
    if (row.in === place) members[row.name] = row.codec.encode(valueOf(process, row.attribute));
    else if (row.in === 'steps' && place === 'state' && process.finished.length > 0)
      members[row.name] = timings.encode(process.finished);
  }
  if (place === 'state' && process.status === 'completed')
    members[RESULT_CHECKSUM] = checksum(result ?? JSON.stringify(process.result));
  return JSON.stringify(members);
}

function hasSameFacts(current: DecisionProcess, next: DecisionProcess): boolean {
  return rowsOf(next.status).every(
    (row) => row.in !== 'facts' || valueOf(current, row.attribute) === valueOf(next, row.attribute),
  );
}

/** Values that are stored in fields of their own, by field. */
function ownFields(process: DecisionProcess): ReadonlyMap<string, unknown> {
  return new Map(rowsOf(process.status).flatMap((row) => fieldsOf(row, process)));
}

function fieldsOf(row: AnyRow, process: DecisionProcess): (readonly [string, unknown])[] {
  switch (row.in) {
    case 'facts':
    case 'state':
      return [];
    case 'field':
      return [[row.name, valueOf(process, row.attribute)]];
    case 'fields':
      return Object.entries(valueOf(process, row.attribute) ?? {}).map(([name, value]) => [
        `${row.prefix}${name}`,
        value,
      ]);
    case 'steps':
      return process.finished
        .filter((step, nth) => hasField(step, nth, process))
        .map(({ name, output }) => [`${row.prefix}${name}`, output]);
  }
}

/** The output of the last step is the result of the process, and is stored once. */
function hasField({ output }: FinishedStep, nth: number, { plan }: DecisionProcess): boolean {
  return nth < plan.length - 1 || output !== null;
}
