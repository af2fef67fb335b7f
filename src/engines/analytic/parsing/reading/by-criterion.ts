import type { Faults } from './faults.js';
import { readFields, readList } from './fields.js';

/** The names of the criteria, in their order, and how each item is read; `null` for one that could not be. */
export interface ByCriterion<T> {
  readonly names: readonly string[];
  readonly read: (item: unknown, path: string) => T | null;
}

/**
 * One item for each criterion: a list in the order of the criteria, or an object by their names.
 *
 * @returns in the order of the criteria; `null` unless all could be read
 */
export function readByCriterion<T>(
  value: unknown,
  path: string,
  { names, read }: ByCriterion<T>,
  faults: Faults,
): readonly T[] | null {
  const items =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? readNamed(value, path, { names, read }, faults)
      : readList(value, path, { from: names.length, to: names.length, read }, faults);
  const found = items?.filter((item) => item !== null);
  return found?.length === names.length ? found : null;
}

function readNamed<T>(
  value: object,
  path: string,
  { names, read }: ByCriterion<T>,
  faults: Faults,
): (T | null)[] | null {
  const fields = readFields(value, path, names, faults);
  return fields && names.map((name) => read(fields.get(name), `${path}.${name}`));
}
