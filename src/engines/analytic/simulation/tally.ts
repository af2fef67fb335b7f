import type { SmaaResult } from './smaa-job.js';

/**
 * Counts over samples, one square or rectangle per array, row by row. Tallies added in the order of the blocks give the
 * same bytes, whichever threads made them.
 */
export interface Tally {
  /** Alternative × alternative: how often the one beat the other. */
  readonly wins: Uint32Array;
  /** Alternative × rank. */
  readonly ranks: Uint32Array;
  /** Alternative × criterion: the sum of the weights with which it was first. */
  readonly weightsWhenFirst: Float64Array;
}

/** A tally as JSON carries it. */
export type TallyText = Readonly<{
  wins: readonly number[];
  ranks: readonly number[];
  weights_when_first: readonly number[];
}>;

/** A tally as JSON that can be kept. */
export function textOf({ wins, ranks, weightsWhenFirst }: Tally): TallyText {
  return {
    wins: Array.from(wins),
    ranks: Array.from(ranks),
    weights_when_first: Array.from(weightsWhenFirst),
  };
}

/** A tally that was kept. */
export function tallyOf({ wins, ranks, weights_when_first }: TallyText): Tally {
  return {
    wins: Uint32Array.from(wins),
    ranks: Uint32Array.from(ranks),
    weightsWhenFirst: Float64Array.from(weights_when_first),
  };
}

/** A tally of no samples. */
export function newTally({
  alternatives,
  criteria,
}: Readonly<{ alternatives: number; criteria: number }>): Tally {
  return {
    wins: new Uint32Array(alternatives * alternatives),
    ranks: new Uint32Array(alternatives * alternatives),
    weightsWhenFirst: new Float64Array(alternatives * criteria),
  };
}

/** Changes `total`; both must be of the same size. */
export function add(total: Tally, part: Tally): void {
  addNumbers(total.wins, part.wins);
  addNumbers(total.ranks, part.ranks);
  addNumbers(total.weightsWhenFirst, part.weightsWhenFirst);
}

function addNumbers(total: Uint32Array | Float64Array, part: Uint32Array | Float64Array): void {
  for (let index = 0; index < total.length; index += 1) total[index]! += part[index]!;
}

type Shares = Omit<SmaaResult, 'confidence'>;

/** @param samples at least 1 */
export function sharesOf(
  { wins, ranks, weightsWhenFirst }: Tally,
  size: { readonly alternatives: number; readonly samples: number },
): Shares {
  const { alternatives, samples } = size;
  const criteria = weightsWhenFirst.length / alternatives;
  const rows = Array.from({ length: alternatives }, (_, row) => row);
  const shares = (counts: Uint32Array, row: number) => divided(rowOf(counts, row, alternatives), samples);
  return {
    rankAcceptability: rows.map((row) => shares(ranks, row)),
    centralWeights: rows.map((row) => {
      const first = ranks[row * alternatives] ?? 0;
      return first === 0 ? null : divided(rowOf(weightsWhenFirst, row, criteria), first);
    }),
    pairwise: rows.map((row) => shares(wins, row)),
  };
}

function rowOf(matrix: Uint32Array | Float64Array, row: number, width: number): number[] {
  return Array.from(matrix.subarray(row * width, (row + 1) * width));
}

function divided(numbers: readonly number[], by: number): number[] {
  return numbers.map((number) => number / by);
}
