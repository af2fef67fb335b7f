import type { Matrix } from '../numbers/matrix.js';
import { at } from '../numbers/numbers.js';
import { sharesOf, times, timesTransposed } from './flat-matrix.js';
import type { Judgments } from '../problem/judgments.js';
import { logLeastSquares } from './log-least-squares.js';

/** The largest change of a judgment, as a part of it, that can be due to rounding alone. */
const SETTLED = 1e-14;
/** Where the change is this small and does not shrink any more, the rest is rounding. */
const NEARLY = 1e-11;
const MAX_ROUNDS = 2_000;
/**
 * The limit of cells visited in all rounds: twenty judges of fifty criteria, whose judgments contradict each other,
 * take about a second.
 */
const MAX_CELLS = 1_500_000;

/**
 * Every missing judgment filled in so that the largest eigenvalue, and with it the inconsistency, is the least there
 * can be. That is where `x² = (w_i v_j) / (w_j v_i)` for each, with w the right and v the left principal eigenvector:
 * each round takes one step of power iteration for both and sets all missing judgments so.
 *
 * Few judgments that contradict each other converge slowly; the number of rounds is limited.
 *
 * @param judgments connected, for which there is exactly one such completion
 * @see Bozóki, S., Fülöp, J. and Rónyai, L. (2010). On optimal completion of incomplete pairwise comparison matrices.
 *   Mathematical and Computer Modelling 52(1-2), 318-333.
 */
export function completed(judgments: Judgments): Matrix {
  const size = judgments.length;
  const gaps = gapsOf(judgments);
  if (gaps.length === 0) return judgments as Matrix;
  const logs = logLeastSquares(judgments);
  const cells = Float64Array.from(
    judgments.flatMap((row, i) => row.map((judgment, j) => judgment ?? Math.exp(at(logs, i) - at(logs, j)))),
  );
  settle({ cells, size, gaps, right: sharesOfLogs(logs), left: sharesOfLogs(logs.map((log) => -log)) });
  return judgments.map((_, i) => [...cells.subarray(i * size, (i + 1) * size)]);
}

interface Completion {
  /** The matrix, row by row. */
  readonly cells: Float64Array;
  readonly size: number;
  /** The positions of the missing judgments above the diagonal: row and column of each in turn. */
  readonly gaps: readonly number[];
  /** Both eigenvectors, as far as they are known. */
  right: Float64Array;
  left: Float64Array;
}

function settle(completion: Completion): void {
  const rounds = Math.min(MAX_ROUNDS, Math.floor(MAX_CELLS / completion.size ** 2));
  let [change, before] = [Infinity, Infinity];
  for (let round = 0; round < rounds && change > SETTLED; round += 1) {
    if (change < NEARLY && change >= before) return;
    before = change;
    completion.right = sharesOf(times(completion.cells, completion.right));
    completion.left = sharesOf(timesTransposed(completion.cells, completion.left));
    change = fill(completion);
  }
}

/** @returns the largest relative change of a judgment */
function fill({ cells, size, gaps, right, left }: Completion): number {
  let most = 0;
  for (let gap = 0; gap < gaps.length; gap += 2) {
    const [i, j] = [gaps[gap]!, gaps[gap + 1]!];
    // Two roots, because the product of both ratios may be too large.
    const judgment = Math.sqrt(right[i]! / right[j]!) * Math.sqrt(left[j]! / left[i]!);
    most = Math.max(most, Math.abs(judgment / cells[i * size + j]! - 1));
    cells[i * size + j] = judgment;
    cells[j * size + i] = 1 / judgment;
  }
  return most;
}

function gapsOf(judgments: Judgments): number[] {
  return judgments.flatMap((row, i) =>
    row.flatMap((judgment, j) => (judgment === null && i < j ? [i, j] : [])),
  );
}

function sharesOfLogs(logs: readonly number[]): Float64Array {
  const largest = Math.max(...logs);
  return sharesOf(Float64Array.from(logs, (log) => Math.exp(log - largest)));
}
