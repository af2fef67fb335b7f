import type { Faults } from './faults.js';
import { LIMITS } from '../../problem/limits.js';

const MAX_PROPERTIES = 50;
const SHOWN_KEY_LENGTH = 40;

/** The own properties of an object, by name; `null` counts as absent. */
export type Fields = ReadonlyMap<string, unknown>;

/** What a number must be: from `from` to `to`, both included. */
export interface NumberRule {
  readonly from: number;
  readonly to: number;
  readonly integer?: boolean;
}

/** The limits of any score, bound or weight; other rules also keep a weight from being negative. */
export const ANY_NUMBER: NumberRule = { from: -LIMITS.magnitude, to: LIMITS.magnitude };
/** 0 or more; what the weights are shares of is looked at once all are known. */
export const WEIGHT: NumberRule = { from: 0, to: LIMITS.magnitude };

/** Reads the known properties of an object; anything else in it is a fault. */
export function readFields(
  value: unknown,
  path: string,
  known: readonly string[],
  faults: Faults,
): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.add(path, 'must be an object');
    return null;
  }
  const keys = Object.keys(value);
  const most = Math.max(MAX_PROPERTIES, known.length);
  if (keys.length > most) {
    faults.add(path, `must not have more than ${most} properties`);
    return null;
  }
  const fields = new Map<string, unknown>();
  for (const key of keys) {
    const field = (value as Readonly<Record<string, unknown>>)[key];
    if (!known.includes(key)) {
      faults.add(join(path, shortened(key)), `is unknown; known are ${known.join(', ')}`);
    } else if (field !== null && field !== undefined) fields.set(key, field);
  }
  return fields;
}

/** How many items a list must have, and how each is read; `null` for one that could not be. */
export interface ListRule<T> {
  readonly from: number;
  readonly to: number;
  readonly read: (item: unknown, path: string) => T | null;
}

/** Checks the length before it looks at any item. */
export function readList<T>(
  value: unknown,
  path: string,
  rule: ListRule<T>,
  faults: Faults,
): (T | null)[] | null {
  const items = listIn(value, path, rule, faults);
  if (items === null) return null;
  const read: (T | null)[] = [];
  for (let index = 0; index < items.length; index++) {
    read.push(faults.isFull ? null : rule.read(items[index], `${path}[${index}]`));
  }
  return read;
}

/** The items of a list, unread; `null` if it is none, or of another length. */
export function listIn(
  value: unknown,
  path: string,
  rule: { readonly from: number; readonly to: number },
  faults: Faults,
): readonly unknown[] | null {
  if (!Array.isArray(value)) {
    faults.add(path, value === undefined || value === null ? 'is missing' : 'must be a list');
    return null;
  }
  if (value.length < rule.from || value.length > rule.to) {
    faults.add(path, `must have ${amount(rule)} items, not ${value.length}`);
    return null;
  }
  return value as readonly unknown[];
}

/** A finite number, without the sign of zero, which JSON text would lose. */
export function readNumber(value: unknown, path: string, rule: NumberRule, faults: Faults): number | null {
  if (value === undefined || value === null) {
    faults.add(path, 'is missing');
  } else if (typeof value !== 'number' || !Number.isFinite(value)) {
    faults.add(path, 'must be a finite number');
  } else if (value < rule.from || value > rule.to) {
    faults.add(path, `must be between ${rule.from} and ${rule.to}`);
  } else if (rule.integer === true && !Number.isInteger(value)) {
    faults.add(path, 'must be a whole number');
  } else {
    return value === 0 ? 0 : value;
  }
  return null;
}

/** `null` where there is none, and where it is no number by the rule, which is a fault. */
export function readOptionalNumber(
  fields: Fields,
  field: string,
  at: { readonly path: string; readonly rule: NumberRule },
  faults: Faults,
): number | null {
  return fields.has(field) ? readNumber(fields.get(field), `${at.path}.${field}`, at.rule, faults) : null;
}

/** The choice as it is; `null` for anything else, which is a fault. */
export function readChoice<T extends string>(
  value: unknown,
  path: string,
  choices: readonly T[],
  faults: Faults,
): T | null {
  const choice = choices.find((known) => known === value);
  if (choice === undefined) faults.add(path, `must be one of ${choices.join(', ')}`);
  return choice ?? null;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function shortened(key: string): string {
  return key.length <= SHOWN_KEY_LENGTH ? key : `${key.slice(0, SHOWN_KEY_LENGTH)}…`;
}

function amount({ from, to }: { from: number; to: number }): string {
  return from === to ? String(from) : `${from} to ${to}`;
}
