import type { SmaaResult } from './smaa-sampler.js';

/** Counts over all samples, one square or rectangle per array, row by row. */
export interface SmaaTally {
  /** Per alternative how many are better in the sample at hand. */
  readonly better: Uint32Array;
  /** Alternative × alternative: how often the one lost to the other. */
  readonly losses: Uint32Array;
  /** Alternative × rank. */
  readonly ranks: Uint32Array;
  /** Alternative × criterion: the sum of the weights with which it was first. */
  readonly weightsWhenFirst: Float64Array;
}

export function newTally(alternatives: number, criteria: number): SmaaTally {
  return {
    better: new Uint32Array(alternatives),
    losses: new Uint32Array(alternatives * alternatives),
    ranks: new Uint32Array(alternatives * alternatives),
    weightsWhenFirst: new Float64Array(alternatives * criteria),
  };
}

/** @param samples at least 1 */
export function resultOf(
  { better, losses, ranks, weightsWhenFirst }: SmaaTally,
  samples: number,
): SmaaResult {
  const alternatives = better.length;
  const criteria = weightsWhenFirst.length / alternatives;
  const rows = [...better.keys()];
  const shares = (counts: Uint32Array, row: number) => divided(rowOf(counts, row, alternatives), samples);
  return {
    rankAcceptability: rows.map((row) => shares(ranks, row)),
    centralWeights: rows.map((row) => {
      const first = ranks[row * alternatives] ?? 0;
      return first === 0 ? null : divided(rowOf(weightsWhenFirst, row, criteria), first);
    }),
    pairwise: rows.map((row) => divided(columnOf(losses, row, alternatives), samples)),
  };
}

function rowOf(matrix: Uint32Array | Float64Array, row: number, width: number): number[] {
  return Array.from(matrix.subarray(row * width, (row + 1) * width));
}

function columnOf(matrix: Uint32Array, column: number, width: number): number[] {
  return Array.from(matrix.filter((_, index) => index % width === column));
}

function divided(numbers: readonly number[], by: number): number[] {
  return numbers.map((number) => number / by);
}
