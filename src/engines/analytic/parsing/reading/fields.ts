import type { Faults } from './faults.js';
import { LIMITS } from '../../problem/limits.js';

const MAX_PROPERTIES = 50;
const SHOWN_KEY_LENGTH = 40;

/** The own properties of an object, by name; `null` counts as absent. */
export type Fields = ReadonlyMap<string, unknown>;

export interface NumberRule {
  readonly from: number;
  readonly to: number;
  readonly integer?: boolean;
}

/** The limits of any score, bound or weight; other rules also keep a weight from being negative. */
export const ANY_NUMBER: NumberRule = { from: -LIMITS.magnitude, to: LIMITS.magnitude };
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
  const entries = Object.entries(value);
  const most = Math.max(MAX_PROPERTIES, known.length);
  if (entries.length > most) {
    faults.add(path, `must not have more than ${most} properties`);
    return null;
  }
  for (const [key] of entries) {
    if (!known.includes(key))
      faults.add(join(path, shortened(key)), `is unknown; known are ${known.join(', ')}`);
  }
  return new Map(
    entries.filter(([key, field]) => known.includes(key) && field !== null && field !== undefined),
  );
}

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
  if (!Array.isArray(value)) {
    faults.add(path, value === undefined || value === null ? 'is missing' : 'must be a list');
    return null;
  }
  if (value.length < rule.from || value.length > rule.to) {
    faults.add(path, `must have ${amount(rule)} items, not ${value.length}`);
    return null;
  }
  return Array.from(value, (item, index) => (faults.isFull ? null : rule.read(item, `${path}[${index}]`)));
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

export function readOptionalNumber(
  fields: Fields,
  field: string,
  at: { readonly path: string; readonly rule: NumberRule },
  faults: Faults,
): number | null {
  return fields.has(field) ? readNumber(fields.get(field), `${at.path}.${field}`, at.rule, faults) : null;
}

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
