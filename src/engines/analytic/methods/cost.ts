import type { DecisionMatrix } from '../framing/decision-matrix.js';
import type { Method } from './method.js';

/** Steps of inner loops that may be spent on changing one score after the other: about a second of one core. */
const AFFORDABLE = 2e6;
/** How often a break-even asks, for each of five alternatives and every criterion. */
const ASKED_PER_CRITERION = 400;

/** Steps of inner loops that one evaluation takes, each of about half a microsecond. */
export function costOf({ name }: Method, rows: number, columns: number): number {
  if (name === 'electre_iii') return 2 * rows * rows * (columns + rows);
  const comparesPairs = name === 'promethee_i' || name === 'promethee_ii' || name === 'electre_i';
  return comparesPairs ? rows * rows * columns : rows * columns;
}

/** Whether every score can be changed a little, and the break-evens be searched: not in the largest problems. */
export function isAffordable({ method, scores, criteria }: DecisionMatrix): boolean {
  if (method.name === 'saw') return true;
  const [rows, columns] = [scores.length, criteria.length];
  const evaluations = columns * (2 * rows + ASKED_PER_CRITERION);
  return evaluations * costOf(method, rows, columns) <= AFFORDABLE;
}
