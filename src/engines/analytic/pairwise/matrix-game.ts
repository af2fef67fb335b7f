import { at, sum } from '../numbers/numbers.js';
import type { Matrix } from '../numbers/matrix.js';

const NOTHING = 1e-12;

/**
 * Shares of 1 that make the largest of all rows, weighted with them, as small as it can be: the optimal mixed strategy
 * of the player of the columns. Solved as a linear program by the simplex method, with Bland's rule against cycles.
 *
 * @param rows the payoffs, at least one row and one column
 * @see Dantzig, G. B. (1951). A proof of the equivalence of the programming problem and the game problem. In Activity
 *   Analysis of Production and Allocation, 330-338. Wiley.
 */
export function solveGame(rows: Matrix): number[] {
  // With every payoff above 0 the start, where all variables are 0, is feasible and the optimum is bounded.
  const shift = 1 + Math.max(...rows.map((row) => Math.max(...row.map((payoff) => -payoff))));
  const columns = at(rows, 0).length;
  const tableau = [
    ...rows.map((row, index) => [
      ...row.map((payoff) => payoff + shift),
      ...rows.map((_, slack) => Number(slack === index)),
      1,
    ]),
    [...Array.from({ length: columns }, () => -1), ...rows.map(() => 0), 0],
  ];
  const basis = rows.map((_, index) => columns + index);
  for (let entering = enteringColumn(tableau); entering >= 0; entering = enteringColumn(tableau)) {
    const leaving = leavingRow(tableau, basis, entering);
    pivot(tableau, leaving, entering);
    basis[leaving] = entering;
  }
  const solution = Array.from({ length: columns }, (_, column) => {
    const row = basis.indexOf(column);
    return row < 0 ? 0 : Math.max(0, rightOf(tableau, row));
  });
  const total = sum(solution);
  return solution.map((share) => share / total);
}

function enteringColumn(tableau: readonly number[][]): number {
  return at(tableau, tableau.length - 1)
    .slice(0, -1)
    .findIndex((cost) => cost < -NOTHING);
}

function leavingRow(tableau: readonly number[][], basis: readonly number[], entering: number): number {
  let leaving = -1;
  let least = Infinity;
  for (const [row, variable] of basis.entries()) {
    const factor = at(at(tableau, row), entering);
    if (factor <= NOTHING) continue;
    const ratio = rightOf(tableau, row) / factor;
    const isTie = leaving >= 0 && Math.abs(ratio - least) <= NOTHING * Math.max(1, least);
    if (isTie ? variable < at(basis, leaving) : ratio < least) [leaving, least] = [row, ratio];
  }
  if (leaving < 0) throw new RangeError('A game with payoffs above 0 is bounded');
  return leaving;
}

function pivot(tableau: number[][], row: number, column: number): void {
  const pivoted = at(tableau, row);
  const factor = at(pivoted, column);
  const scaled = pivoted.map((value) => value / factor);
  for (const [index, other] of tableau.entries()) {
    const part = at(other, column);
    tableau[index] = index === row ? scaled : other.map((value, j) => value - part * at(scaled, j));
  }
}

function rightOf(tableau: readonly number[][], row: number): number {
  const values = at(tableau, row);
  return at(values, values.length - 1);
}
