import type { Faults } from '../reading/faults.js';
import { ANY_NUMBER, readNumber } from '../reading/fields.js';
import { readByCriterion } from '../reading/by-criterion.js';

/** One score for each criterion, as a list in their order or an object by name; `null` where there is none. */
export function readPoint(
  value: unknown,
  path: string,
  names: readonly string[] | null,
  faults: Faults,
): Readonly<Record<string, number>> | null {
  if (value === undefined || names === null) return null;
  const read = (item: unknown, itemPath: string) => readNumber(item, itemPath, ANY_NUMBER, faults);
  const scores = readByCriterion(value, path, { names, read }, faults);
  return scores && Object.fromEntries(names.map((name, index) => [name, scores[index] ?? NaN]));
}
