import { type DecisionMatrix, only, withWorseCopy } from '../framing/decision-matrix.js';
import { affordableChanges } from '../methods/cost.js';
import { evaluate } from '../methods/evaluate.js';
import { at } from '../numbers/numbers.js';
import { breathe } from './breathe.js';

const MAX_LISTED = 100;

/** Two alternatives whose order is different in another set; a tie of both is `null`. */
export type Turned = Readonly<{
  between: readonly [string, string];
  was_better: string | null;
  becomes_better: string | null;
}>;

/** What becomes of the order of two alternatives without the others. */
export type PairReport = Readonly<{
  /** How many pairs were compared: of the best with all others first, where there are too many to try all. */
  tried: number;
  of: number;
  turned: number;
  /** At most the first hundred. */
  swaps: readonly Turned[];
}>;

/** What becomes of the order when an alternative is there twice, once a little worse. */
export type CopyReport = Readonly<{
  /** How many alternatives were copied: the best ones, where there are too many to try all. */
  tried: number;
  of: number;
  turned: number;
  /** At most the first hundred. */
  swaps: readonly (Turned & Readonly<{ copy_of: string }>)[];
}>;

/** Further changes of the set of alternatives that were tried. */
export type SetChanges = Readonly<{
  /** Each pair of alternatives alone: do they keep the order they have among all? */
  pairs: PairReport;
  /** Each alternative once more, a little worse: do the others keep their order? */
  worse_copies: CopyReport;
}>;

/** Where no order can change, so that nothing is tried. */
export const NO_SET_CHANGES: SetChanges = {
  pairs: { tried: 0, of: 0, turned: 0, swaps: [] },
  worse_copies: { tried: 0, of: 0, turned: 0, swaps: [] },
};

interface Ranked {
  readonly matrix: DecisionMatrix;
  readonly weights: readonly number[];
  readonly ranks: readonly number[];
}

/**
 * The tests of a ranking by Wang and Triantaphyllou: a worse copy should change no order, and two alternatives alone
 * should be in the order they have among all.
 *
 * @see Wang, X. and Triantaphyllou, E. (2008). Ranking irregularities when evaluating alternatives by using some
 *   ELECTRE methods. Omega 36(1), 45-63.
 */
export async function setChanges(ranked: Ranked, signal: AbortSignal): Promise<SetChanges> {
  return { pairs: await twoByTwo(ranked, signal), worse_copies: await withCopies(ranked, signal) };
}

async function twoByTwo({ matrix, weights, ranks }: Ranked, signal: AbortSignal): Promise<PairReport> {
  const rows = matrix.alternatives.length;
  if (rows < 3) return NO_SET_CHANGES.pairs;
  const count = (rows * (rows - 1)) / 2;
  const tried = affordableChanges(matrix, { count, rows: 2 });
  const swaps: Turned[] = [];
  for (const [nth, [a, b]] of pairsOf(bestFirst(ranks)).slice(0, tried).entries()) {
    if (nth % rows === 0) await breathe(signal);
    const [own, other] = evaluate(only(matrix, [a, b]), weights).ranks;
    swaps.push(...turned(matrix, [a, b], Math.sign(at(ranks, a) - at(ranks, b)), (own ?? 0) - (other ?? 0)));
  }
  return { tried, of: count, turned: swaps.length, swaps: swaps.slice(0, MAX_LISTED) };
}

async function withCopies({ matrix, weights, ranks }: Ranked, signal: AbortSignal): Promise<CopyReport> {
  const rows = matrix.alternatives.length;
  const tried = affordableChanges(matrix, { count: rows, rows: rows + 1 });
  const swaps: CopyReport['swaps'][number][] = [];
  for (const copied of bestFirst(ranks).slice(0, tried)) {
    await breathe(signal);
    const after = evaluate(withWorseCopy(matrix, copied), weights).ranks;
    for (let a = 0; a < rows; a += 1) {
      for (let b = a + 1; b < rows; b += 1) {
        const [before, now] = [at(ranks, a) - at(ranks, b), at(after, a) - at(after, b)];
        const found = turned(matrix, [a, b], Math.sign(before), now);
        swaps.push(...found.map((swap) => ({ ...swap, copy_of: at(matrix.alternatives, copied) })));
      }
    }
  }
  return { tried, of: rows, turned: swaps.length, swaps: swaps.slice(0, MAX_LISTED) };
}

function bestFirst(ranks: readonly number[]): number[] {
  return [...ranks.keys()].sort((a, b) => at(ranks, a) - at(ranks, b));
}

/** All pairs by rising index, first of the one and then of the other alternative. */
function pairsOf(indices: readonly number[]): (readonly [number, number])[] {
  return indices.flatMap((a, place) =>
    indices.slice(place + 1).map((b) => [Math.min(a, b), Math.max(a, b)] as const),
  );
}

/** Empty where both keep their order. */
function turned(
  { alternatives }: DecisionMatrix,
  [a, b]: readonly [number, number],
  before: number,
  now: number,
): Turned[] {
  if (before === Math.sign(now)) return [];
  const between = [at(alternatives, a), at(alternatives, b)] as const;
  const better = (difference: number) => (difference === 0 ? null : between[difference < 0 ? 0 : 1]);
  return [{ between, was_better: better(before), becomes_better: better(now) }];
}
