import { at, sum } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';
import type { Table } from '../../numbers/table.js';

/** The scale of SPOTIS, which no alternative can change. */
export type SpotisOptions = Readonly<{
  /** Declared per criterion, the lower before the higher. */
  bounds: readonly (readonly [low: number, high: number])[];
  /** What would be ideal, in the units of the scores; the better bound of every criterion if `null`. */
  expectedSolutionPoint: readonly number[] | null;
}>;

/** What SPOTIS finds. */
export interface Spotis {
  /** Weighted distance to what would be ideal, less is better. */
  readonly scores: readonly number[];
  /** Per alternative and criterion, in parts of the declared range. */
  readonly distances: Matrix;
}

/**
 * Stable preference ordering towards ideal solution: `Σ w·|x - ideal| / (max - min)`. Nothing in it depends on the
 * other alternatives, so no alternative that comes or goes changes the order of the rest.
 *
 * @see Dezert, J., Tchamova, A., Han, D. and Tacnet, J. M. (2020). The SPOTIS rank reversal free method for
 *   multi-criteria decision-making support. FUSION 2020.
 */
export function spotis(table: Table, { bounds, expectedSolutionPoint }: SpotisOptions): Spotis {
  const ideal = bounds.map(([low, high], index) => {
    const better = at(table.directions, index) === 'benefit' ? high : low;
    return expectedSolutionPoint === null ? better : at(expectedSolutionPoint, index);
  });
  const distances = table.scores.map((row) =>
    row.map((score, index) => {
      const [low, high] = at(bounds, index);
      return Math.abs(score - at(ideal, index)) / (high - low);
    }),
  );
  return {
    scores: distances.map((row) => sum(row.map((part, index) => part * at(table.weights, index)))),
    distances,
  };
}
