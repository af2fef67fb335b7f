import { randomBytes } from 'node:crypto';
import type { DecisionProcess, ProcessHead } from '../../../decisions/domain/decision-process.js';
import { type Place, placesOf } from '../../../decisions/domain/places.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import { encode, fenceText, type RecordChanges, recordChanges } from './record-encoding.js';

/** Number of keys, keys and arguments of the scripts that write processes, in the order their headers give. */
export type ScriptArguments = readonly (string | number)[];

/** How long a removal's operation is remembered: longer than any resend of it may take. */
const REMOVAL_REMEMBERED_MS = 60_000;

/** Makes of each write what its script takes. What it makes has to be sent as it is when it is sent again. */
export class WriteCommands {
  constructor(
    private readonly keys: ProcessKeys,
    private readonly schema: number,
  ) {}

  create(process: DecisionProcess): ScriptArguments {
    const keys = this.keys.of(process.id);
    const places = placesOf(process);
    return [
      2 + places.length,
      ...[keys.process(process.id), keys.quarantine, ...keysOf(keys, places)],
      ...[process.id, this.keys.changes, messageOf(process)],
      ...places.map(({ score }) => score),
      ...[...encode(process, newOperation()), 'schema', this.schema],
    ];
  }

  /** The changes from `current` to `next` alone. */
  swap(current: DecisionProcess, next: DecisionProcess): ScriptArguments {
    const changes = recordChanges(current, next, newOperation());
    const [left, entered] = [
      without(placesOf(current), placesOf(next)),
      without(placesOf(next), placesOf(current)),
    ];
    const keys = this.keys.of(current.id);
    return this.swapOf(current, next, { ...changes, left: keysOf(keys, left), entered });
  }

  /** All of `next`, for a record of an older schema, which is in the indexes of its own. */
  swapWhole(current: DecisionProcess, next: DecisionProcess): ScriptArguments {
    const keys = this.keys.of(current.id);
    const left = keysOf(keys, without(placesOf(current), placesOf(next)));
    const written = [...encode(next, newOperation()), 'schema', String(this.schema)];
    return this.swapOf(current, next, {
      ...{ written, vanished: null, entered: placesOf(next) },
      left: [...left, ...legacyKeysOf(keys, current)],
    });
  }

  remove(process: DecisionProcess): ScriptArguments {
    const keys = this.keys.of(process.id);
    const indexes = [...keysOf(keys, placesOf(process)), keys.times];
    return [
      2 + indexes.length,
      ...[keys.process(process.id), keys.removed(process.id), ...indexes],
      ...[process.id, fenceText(process), newOperation(), this.schema],
      ...[this.keys.changes, messageOf(process, 'removed'), REMOVAL_REMEMBERED_MS],
    ];
  }

  private swapOf(current: DecisionProcess, next: DecisionProcess, swap: Swap): ScriptArguments {
    const keys = this.keys.of(current.id);
    const indexes = [...swap.left, ...keysOf(keys, swap.entered)];
    const all = indexes.length === 0 ? [] : [keys.nothing, ...indexes];
    return [
      2 + all.length,
      ...[keys.process(current.id), keys.quarantine, ...all],
      ...[current.id, fenceText(current), this.schema, this.keys.changes, messageOf(next)],
      ...[swap.entered.length, swap.vanished?.length ?? -1],
      ...[...swap.entered.map(({ score }) => score), ...(swap.vanished ?? []), ...swap.written],
    ];
  }
}

interface Swap {
  readonly left: readonly string[];
  readonly entered: readonly Place[];
  readonly written: RecordChanges['written'];
  /** `null` for all. */
  readonly vanished: RecordChanges['vanished'] | null;
}

/** What is published of a change. */
export function messageOf(
  { id, revision, status }: Pick<ProcessHead, 'id' | 'revision' | 'status'>,
  change: string = status,
): string {
  return `${id} ${revision} ${change}`;
}

export function keysOf(keys: PartitionKeys, places: readonly Place[]): string[] {
  return places.map(({ index }) => keys.index(index));
}

/** Where a process of schema 1 stands beside its places. */
export function legacyKeysOf(keys: PartitionKeys, process: ProcessHead): string[] {
  const { status } = process;
  return [
    keys.times,
    ...(status === 'pending' ? [keys.due] : []),
    ...(status === 'running' ? [keys.owned(process.worker)] : []),
  ];
}

function without(places: readonly Place[], others: readonly Place[]): readonly Place[] {
  return places.filter(
    ({ index, score }) => !others.some((other) => other.index === index && other.score === score),
  );
}

const INSTANCE = randomBytes(6).toString('base64url');
let operations = 0;

/** Names a write and no other, of this instance or any. */
function newOperation(): string {
  return `${INSTANCE}${(operations++).toString(36)}`;
}
