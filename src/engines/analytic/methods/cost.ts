import type { DecisionMatrix } from '../framing/decision-matrix.js';
import type { Method } from '../problem/method.js';

/** Steps of inner loops that may be spent on changing one score after the other: about a second of one core. */
const AFFORDABLE = 2e7;
/** The same for each kind of change of the set of alternatives. */
const AFFORDABLE_CHANGES = 4e7;
/** How many evaluations a break-even takes, for each of five alternatives and every criterion. */
const ASKED_PER_CRITERION = 400;
/** Each column and its scores are turned into a table, several times. */
const STEPS_OF_A_CELL = 10;

/** Steps of inner loops that one evaluation takes, each of some tens of nanoseconds. */
export function costOf({ name }: Method, rows: number, columns: number): number {
  if (name === 'electre_iii') return 4 * rows * rows * (columns + rows);
  const comparesPairs = name === 'promethee_i' || name === 'promethee_ii' || name === 'electre_i';
  if (comparesPairs) return rows * rows * columns;
  return (name === 'multimoora' ? 4 : 1) * STEPS_OF_A_CELL * rows * columns;
}

/**
 * How many of several changes to a set of alternatives can be tried, at least one. It counts steps instead of time, so
 * that it is the same on every machine.
 *
 * @param rows of the set that is evaluated for each change
 */
export function affordableChanges(
  { method, criteria }: Pick<DecisionMatrix, 'method' | 'criteria'>,
  { count, rows }: { readonly count: number; readonly rows: number },
): number {
  const each = costOf(method, rows, criteria.length);
  return Math.min(count, Math.max(1, Math.floor(AFFORDABLE_CHANGES / Math.max(1, each))));
}

/** Of how many judges rankings can be made, at least two: each by their own scores, and of the others without them. */
export function affordableJudges(method: Method, rows: number, columns: number): number {
  return Math.max(2, Math.floor(AFFORDABLE_CHANGES / Math.max(1, costOf(method, rows, columns))));
}

/** Whether every score can be changed a little, and break-evens searched for: not in the largest problems. */
export function isAffordable({ method, scores, criteria }: DecisionMatrix): boolean {
  if (method.name === 'saw') return true;
  // These compare judgments of pairs, which cannot be changed one by one.
  if (method.name === 'ahp') return false;
  const [rows, columns] = [scores.length, criteria.length];
  const evaluations = columns * (2 * rows + ASKED_PER_CRITERION);
  return evaluations * costOf(method, rows, columns) <= AFFORDABLE;
}
