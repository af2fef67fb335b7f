import type { Matrix } from '../../matrix.js';
import { at, sum } from '../../scoring/numbers.js';
import { principalEigenvector, shared } from './eigenvector.js';
import { forEigenvector, type Judgments } from './judgments.js';

/** The largest change of a judgment, as a part of it, that still counts as one. */
const SETTLED = 1e-14;
const MAX_ROUNDS = 2_000;

/**
 * Every missing judgment filled in so that the largest eigenvalue, and with it the inconsistency, is the least there
 * can be. That is where `x² = (w_i v_j) / (w_j v_i)` for each, with w the right and v the left principal eigenvector:
 * each round takes one step of power iteration for both and sets all missing judgments so.
 *
 * @param judgments connected, for which there is exactly one such completion
 * @see Bozóki, S., Fülöp, J. and Rónyai, L. (2010). On optimal completion of incomplete pairwise comparison matrices.
 *   Mathematical and Computer Modelling 52(1-2), 318-333.
 */
export function completed(judgments: Judgments): Matrix {
  const gaps = gapsOf(judgments);
  const start = gaps.length === 0 ? [] : principalEigenvector(forEigenvector(judgments));
  const matrix = judgments.map((row, i) => row.map((judgment, j) => judgment ?? at(start, i) / at(start, j)));
  let [right, left] = [start, start.map((weight) => 1 / weight)];
  for (
    let round = 0, change = Infinity;
    round < MAX_ROUNDS && change > SETTLED && gaps.length > 0;
    round += 1
  ) {
    right = shared(matrix.map((row) => sum(row.map((judgment, j) => judgment * at(right, j)))));
    left = shared(transposedTimes(matrix, left));
    change = Math.max(...gaps.map(([i, j]) => fill(matrix, [i, j], { right, left })));
  }
  return matrix;
}

type Gap = readonly [row: number, column: number];

/** Pairs nobody judged, each once. */
function gapsOf(judgments: Judgments): Gap[] {
  return judgments.flatMap((row, i) =>
    row.flatMap((judgment, j): Gap[] => (judgment === null && i < j ? [[i, j]] : [])),
  );
}

/** @returns by which part of it the judgment has changed */
function fill(
  matrix: number[][],
  [i, j]: Gap,
  { right, left }: { readonly right: readonly number[]; readonly left: readonly number[] },
): number {
  const before = at(at(matrix, i), j);
  const judgment = Math.sqrt((at(right, i) * at(left, j)) / (at(right, j) * at(left, i)));
  at(matrix, i)[j] = judgment;
  at(matrix, j)[i] = 1 / judgment;
  return Math.abs(judgment / before - 1);
}

function transposedTimes(matrix: Matrix, vector: readonly number[]): number[] {
  const product = vector.map(() => 0);
  for (const [i, row] of matrix.entries()) {
    for (const [j, judgment] of row.entries()) product[j] = at(product, j) + judgment * at(vector, i);
  }
  return product;
}
