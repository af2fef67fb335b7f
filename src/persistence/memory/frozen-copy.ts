import type { DecisionProcess } from '../../decisions/domain/decision-process.js';

/** The process a new one was derived from: as its writer has it, and as the store keeps it. */
export interface Predecessor {
  readonly current: DecisionProcess;
  readonly stored: DecisionProcess;
}

/**
 * What the store keeps of a process and hands out: a copy by way of JSON, as for any other store, which nobody can
 * change. What the writer took over from the predecessor is not copied again, so that a checkpoint costs the size of
 * one output.
 */
export function frozenCopy(process: DecisionProcess, predecessor?: Predecessor): DecisionProcess {
  const { current, stored }: Partial<Predecessor> = predecessor ?? {};
  const { finished: steps, kept: values, requests: asked, ...others } = process;
  const copy = Object.entries(others).map(([attribute, value]: [string, unknown]) => [
    attribute,
    keep(value, valueOf(current, attribute), valueOf(stored, attribute)),
  ]);
  const finished = together(
    steps.map((step, nth) => keep(step, current?.finished[nth], stored?.finished[nth])),
  );
  const kept = keepEach(values, current?.kept, stored?.kept);
  const requests = keepEach(asked, current?.requests, stored?.requests);
  // Every attribute is a copy of its value.
  return Object.freeze({
    ...Object.fromEntries(copy),
    finished,
    kept,
    requests,
  }) as DecisionProcess;
}

function valueOf(process: DecisionProcess | undefined, attribute: string): unknown {
  return process?.[attribute as keyof DecisionProcess];
}

function keepEach<T>(
  next: Readonly<Record<string, T>>,
  current: Readonly<Record<string, T>> | undefined,
  stored: Readonly<Record<string, T>> | undefined,
): Readonly<Record<string, T>> {
  const each = Object.entries(next).map(([name, value]): [string, T] => [
    name,
    keep(value, current?.[name], stored?.[name]),
  ]);
  return together(Object.fromEntries(each));
}

/** A list or an object of copies, frozen, with the size of all of them. */
function together<T extends object>(copies: T): Readonly<T> {
  sizes.set(copies, storedBytes(copies));
  return Object.freeze(copies);
}

/** The stored copy of an unchanged value, otherwise a copy of the next one. */
function keep<T>(next: T, current: T | undefined, stored: T | undefined): T {
  if (typeof next !== 'object' || next === null) return next;
  return next === current && stored !== undefined ? stored : frozen(next);
}

function frozen<T>(value: T): T {
  const copy = JSON.parse(JSON.stringify(value)) as T;
  const bytes = freeze(copy);
  if (typeof copy === 'object' && copy !== null) sizes.set(copy, bytes);
  return copy;
}

/** The memory that each copy takes, for those that are whole values of an attribute, and for what contains several. */
const sizes = new WeakMap<object, number>();

/**
 * The approximate memory of a process that `frozenCopy` has answered: that of its values, each of which is known
 * already.
 */
export function storedBytes(copies: object): number {
  return Object.values(copies).reduce<number>((sum, value) => sum + PER_ENTRY + sizeOf(value), 0);
}

function sizeOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? (sizes.get(value) ?? 0) : ofPrimitive(value);
}

/**
 * What V8 takes for an entry of an object or a list, with its share of the whole; numbers and texts are counted
 * separately.
 */
const PER_ENTRY = 48;
const PER_VALUE = 16;

function ofPrimitive(value: unknown): number {
  return typeof value === 'string' ? PER_VALUE + 2 * value.length : PER_VALUE;
}

/** Freezes a value with everything in it. Answers its memory, estimated and rather too high. */
function freeze(value: unknown): number {
  if (typeof value !== 'object' || value === null) return ofPrimitive(value);
  let bytes = PER_ENTRY;
  for (const each of Object.values(value)) bytes += PER_ENTRY + freeze(each);
  Object.freeze(value);
  return bytes;
}
