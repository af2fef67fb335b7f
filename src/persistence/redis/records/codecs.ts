import type { ProcessError, StepTiming } from '../../../decisions/domain/decision-process.js';
import { parseWorkerId, type WorkerId } from '../../../decisions/domain/ids.js';
import { isObject, type JsonObject, type JsonValue } from '../../../decisions/domain/json.js';
import { UnreadableRecord } from './record-fields.js';

/** How a value is written as JSON, and read back. */
export interface Codec<T> {
  /** `undefined` for what is left out. */
  readonly encode: (value: T) => JsonValue | undefined;
  /**
   * @param stored `undefined` where it was left out
   * @param name what to call it in a fault
   * @throws UnreadableRecord
   */
  readonly decode: (stored: JsonValue | undefined, name: string) => T;
}

/** Any text, the empty one too. */
export const text: Codec<string> = {
  encode: (value) => value,
  decode: (stored, name) => {
    if (isText(stored)) return stored;
    throw new UnreadableRecord(`${name} ${stored === undefined ? 'is missing' : 'is no text'}`);
  },
};

/** Epoch milliseconds. */
export const time: Codec<number> = count(-Infinity);

/** A whole number of at least `least`. */
export function count(least: number): Codec<number> {
  return {
    encode: (value) => value,
    decode: (stored, name) => {
      if (stored === undefined) throw new UnreadableRecord(`${name} is missing`);
      if (!isWhole(stored)) throw new UnreadableRecord(`${name} is no whole number`);
      if (stored < least) throw new UnreadableRecord(`${name} is less than ${least}`);
      return stored;
    },
  };
}

/** Left out where it has its usual value, so that a record gets no longer. */
export function mostly<T>(usual: T, codec: Codec<T>): Codec<T> {
  return {
    encode: (value) => (value === usual ? undefined : codec.encode(value)),
    decode: (stored, name) => (stored === undefined ? usual : codec.decode(stored, name)),
  };
}

/** `null` is left out. */
export function optional<T>(codec: Codec<T>): Codec<T | null> {
  return {
    encode: (value) => (value === null ? undefined : codec.encode(value)),
    decode: (stored, name) => (stored === undefined ? null : codec.decode(stored, name)),
  };
}

/** One of a few words; any other is a fault of the record, not a new word. */
export function oneOf<T extends string>(known: readonly T[]): Codec<T> {
  return {
    encode: (value) => value,
    decode: (stored, name) => {
      const written = text.decode(stored, name);
      const found = known.find((each) => each === written);
      if (found === undefined) throw new UnreadableRecord(`${name} is unknown`);
      return found;
    },
  };
}

/** A list of any length. */
export function listOf<T>(codec: Codec<T>): Codec<readonly T[]> {
  return {
    encode: (value) => value.map((each) => codec.encode(each) ?? null),
    decode: (stored, name) => {
      if (!isList(stored)) throw new UnreadableRecord(`${name} is no list`);
      return stored.map((each) => codec.decode(each, name));
    },
  };
}

/** Who runs it, by id. */
export const worker: Codec<WorkerId> = {
  encode: (value) => value,
  decode: (stored, name) => {
    const id = parseWorkerId(text.decode(stored, name));
    if (id === null) throw new UnreadableRecord(`${name} is no worker id`);
    return id;
  },
};

/** A list of texts, such as the names of steps. */
export const texts: Codec<readonly string[]> = {
  encode: (value) => [...value],
  decode: (stored, name) => {
    if (isList(stored) && stored.every(isText)) return stored;
    throw new UnreadableRecord(`${name} is no list of texts`);
  },
};

/** Left out while it is empty, as labels mostly are. */
export const textsByName: Codec<Readonly<Record<string, string>>> = {
  encode: (value) => (Object.keys(value).length === 0 ? undefined : value),
  decode: (stored = {}, name) => {
    if (isObject(stored) && hasTexts(stored)) return stored;
    throw new UnreadableRecord(`${name} is no object of texts`);
  },
};

/** Why a step or process failed, with what may be shown of it. */
export const processError: Codec<ProcessError> = {
  encode: ({ code, message, step }) => ({ code, message, step }),
  decode: (stored, name) => {
    if (!isObject(stored)) throw new UnreadableRecord(`${name} is no object`);
    const { code, message, step } = stored;
    if (isText(code) && isText(message) && isText(step)) return { code, message, step };
    throw new UnreadableRecord(`${name} lacks an attribute`);
  },
};

/** For each finished step, in the order of the plan: when it began, when it was done, with how many attempts. */
export const timings: Codec<readonly Omit<StepTiming, 'name'>[]> = {
  encode: (steps) =>
    steps.length === 0
      ? undefined
      : steps.map(({ startedAt, completedAt, attempts }) => [startedAt, completedAt, attempts]),
  decode: (stored = [], name) => {
    if (!isList(stored)) throw new UnreadableRecord(`${name} is no list`);
    return stored.map((step) => {
      const [startedAt, completedAt, attempts] = isList(step) ? step : [];
      if (isWhole(startedAt) && isWhole(completedAt) && isWhole(attempts))
        return { startedAt, completedAt, attempts };
      throw new UnreadableRecord('a step lacks an attribute');
    });
  },
};

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function hasTexts(value: JsonObject): value is Readonly<Record<string, string>> {
  return Object.values(value).every(isText);
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string';
}

function isWhole(value: JsonValue | undefined): value is number {
  return Number.isSafeInteger(value);
}
