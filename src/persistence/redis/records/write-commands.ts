import { randomBytes } from 'node:crypto';
import type { DecisionProcess, ProcessHead } from '../../../decisions/domain/decision-process.js';
import { type Place, placesOf, staysInPlace } from '../../../decisions/domain/indexes/places.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { ScriptCall } from '../server/scripts.js';
import { encode, fenceText, type RecordChanges, recordChanges } from './record-encoding.js';

/** How long a removal's operation is remembered: longer than it may be resent. */
const REMOVAL_REMEMBERED_MS = 60_000;

/** Turns each write into the keys and arguments of its script. When it is sent again, it must be sent unchanged. */
export class WriteCommands {
  constructor(
    private readonly keys: ProcessKeys,
    private readonly schema: number,
  ) {}

  create(process: DecisionProcess): ScriptCall {
    const keys = this.keys.of(process.id);
    const places = placesOf(process);
    const { state, facts, others } = encode(process, newOperation());
    const args: (string | number)[] = [this.keys.changes, messageOf(process), this.schema, state, facts];
    for (const { score } of places) args.push(score);
    args.push(...others);
    return { keys: [keys.process(process.id), keys.quarantine, ...keysOf(keys, places)], args };
  }

  /** Only the changes from `current` to `next`. */
  swap(current: DecisionProcess, next: DecisionProcess): ScriptCall {
    const changes = recordChanges(current, next, newOperation());
    if (staysInPlace(current, next)) return this.swapOf(current, next, changes, NO_MOVE);
    const [from, to] = [placesOf(current), placesOf(next)];
    const left = keysOf(this.keys.of(current.id), without(from, to));
    return this.swapOf(current, next, changes, { left, entered: without(to, from) });
  }

  /** All of `next`, for a record of an older schema, which is in the indexes of that schema. */
  swapWhole(current: DecisionProcess, next: DecisionProcess): ScriptCall {
    const keys = this.keys.of(current.id);
    const { state, facts, others } = encode(next, newOperation());
    const left = keysOf(keys, without(placesOf(current), placesOf(next)));
    const written = ['schema', String(this.schema), 'facts', facts, ...others];
    const move = { left: [...left, ...legacyKeysOf(keys, current)], entered: placesOf(next) };
    return this.swapOf(current, next, { state, written, vanished: null }, move);
  }

  remove(process: DecisionProcess): ScriptCall {
    const keys = this.keys.of(process.id);
    const indexes = [...keysOf(keys, placesOf(process)), keys.times];
    return {
      keys: [keys.process(process.id), keys.removed(process.id), ...indexes],
      args: [
        process.id,
        fenceText(process),
        newOperation(),
        this.schema,
        this.keys.changes,
        messageOf(process, 'removed'),
        REMOVAL_REMEMBERED_MS,
      ],
    };
  }

  private swapOf(
    current: DecisionProcess,
    next: DecisionProcess,
    { state, written, vanished }: Swap,
    { left, entered }: Move,
  ): ScriptCall {
    const keys = this.keys.of(current.id);
    const all = [keys.process(current.id), keys.quarantine];
    if (left.length + entered.length > 0) all.push(keys.nothing, ...left, ...keysOf(keys, entered));
    const args = [this.keys.changes, messageOf(next), this.schema, fenceText(current), state];
    args.push(entered.length, vanished?.length ?? -1);
    for (const { score } of entered) args.push(score);
    if (vanished !== null) args.push(...vanished);
    args.push(...written);
    return { keys: all, args };
  }
}

interface Swap extends Omit<RecordChanges, 'vanished'> {
  /** `null` for all. */
  readonly vanished: RecordChanges['vanished'] | null;
}

/** The indexes that a process leaves, and those that it enters. */
interface Move {
  readonly left: readonly string[];
  readonly entered: readonly Place[];
}

const NO_MOVE: Move = { left: [], entered: [] };

/** What is published of a change. */
export function messageOf(
  { id, revision, status }: Pick<ProcessHead, 'id' | 'revision' | 'status'>,
  change: string = status,
): string {
  return `${id} ${revision} ${change}`;
}

/** The keys of these places, in their order; their scores are arguments in the same order. */
export function keysOf(keys: PartitionKeys, places: readonly Place[]): string[] {
  return places.map(({ index }) => keys.index(index));
}

/** Where a process of schema 1 is in addition to its places. */
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

/** Names one write only, on this instance or any other. */
function newOperation(): string {
  return `${INSTANCE}${(operations++).toString(36)}`;
}
