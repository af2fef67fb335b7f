import { type DecisionMatrix, without } from '../framing/decision-matrix.js';
import { affordableChanges } from '../methods/cost.js';
import { evaluate, isStructurallyFree } from '../methods/evaluate.js';
import { at } from '../numbers/numbers.js';
import { breathe } from './breathe.js';
import { NO_SET_CHANGES, type SetChanges, setChanges } from './set-changes.js';

const MAX_SWAPS = 100;

/** Two alternatives whose order changes when a third is removed. A tie of both is `null`. */
export type Swap = Readonly<{
  without: string;
  between: readonly [string, string];
  was_better: string | null;
  becomes_better: string | null;
}>;

/** Who is first when an alternative other than the recommended one is removed. */
export type NewFirst = Readonly<{ without: string; first: readonly string[] }>;

/** What becomes of the order when alternatives are left out or added. */
export type RankReversal = Readonly<{
  /** No change of the set of alternatives can change the order of the others. */
  structural: boolean;
  /** How many alternatives were left out, one by one: the best ones, where there are too many to try all. */
  tried: number;
  of: number;
  swap_count: number;
  /** At most the first hundred; those that concern the first place come first. */
  swaps: readonly Swap[];
  /** Alternatives without which others are first, or without which a tie for the first place appears or ends. */
  first_place: readonly NewFirst[];
}> &
  SetChanges;

const NO_REVERSAL = { structural: true, tried: 0, of: 0, swap_count: 0, swaps: [], first_place: [] };

interface Context {
  readonly matrix: DecisionMatrix;
  readonly weights: readonly number[];
  readonly ranks: readonly number[];
  /** The recommended alternative. */
  readonly best: number;
}

/**
 * Scores that depend on the set of alternatives let the order of two depend on a third. This tries the problem without
 * each alternative, or in a very large problem without each of the best. It lets other work run in between, because it
 * can take a second.
 */
export async function rankReversal(context: Context, signal: AbortSignal): Promise<RankReversal> {
  const { matrix, best } = context;
  if (isStructurallyFree(matrix)) {
    return { ...NO_REVERSAL, ...NO_SET_CHANGES };
  }
  const swaps: { swap: Swap; concernsFirst: boolean }[] = [];
  const firstPlace: NewFirst[] = [];
  let count = 0;
  const removals = removalsOf(context);
  for (const removed of removals) {
    await breathe(signal);
    const after = ranksWithout(context, removed);
    const found = swapsOf(context, removed, after);
    count += found.length;
    if (swaps.length < 10 * MAX_SWAPS) swaps.push(...found);
    const first = firstOf(matrix, after);
    const gone = at(matrix.alternatives, removed);
    const isNew = !isSame(first, firstOf(matrix, context.ranks), gone);
    if (removed !== best && isNew) firstPlace.push({ without: gone, first });
  }
  const listed = [...swaps].sort((a, b) => Number(b.concernsFirst) - Number(a.concernsFirst));
  return {
    structural: false,
    tried: removals.length,
    of: matrix.alternatives.length,
    swap_count: count,
    swaps: listed.slice(0, MAX_SWAPS).map(({ swap }) => swap),
    first_place: firstPlace,
    ...(await setChanges(context, signal)),
  };
}

/** Which alternatives are left out: as many as possible, the rivals of the best first, in the order given. */
function removalsOf({ matrix, ranks, best }: Context): number[] {
  const rows = matrix.alternatives.length;
  const tried = affordableChanges(matrix, { count: rows, rows: rows - 1 });
  const place = (index: number) => (index === best ? Infinity : at(ranks, index));
  return [...matrix.alternatives.keys()]
    .sort((a, b) => (place(a) === place(b) ? a - b : place(a) - place(b)))
    .slice(0, tried)
    .sort((a, b) => a - b);
}

/** Ranks by the index in the whole matrix; the removed alternative has none. */
function ranksWithout({ matrix, weights }: Context, removed: number): (number | null)[] {
  const { ranks } = evaluate(without(matrix, removed), weights);
  return matrix.alternatives.map((_, index) =>
    index === removed ? null : at(ranks, index > removed ? index - 1 : index),
  );
}

function firstOf({ alternatives }: DecisionMatrix, ranks: readonly (number | null)[]): string[] {
  return alternatives.filter((_, index) => ranks[index] === 1);
}

/** Whether the same alternatives are first, apart from the removed one. */
function isSame(after: readonly string[], before: readonly string[], removed: string): boolean {
  const expected = before.filter((name) => name !== removed);
  return after.length === expected.length && after.every((name) => expected.includes(name));
}

/** Every pair whose relation changes: better, equal or worse. */
function swapsOf(
  { matrix, ranks, best }: Context,
  removed: number,
  after: readonly (number | null)[],
): { swap: Swap; concernsFirst: boolean }[] {
  const found = [];
  const name = (index: number) => at(matrix.alternatives, index);
  for (const a of after.keys()) {
    for (let b = a + 1; b < after.length; b += 1) {
      const [before, now] = [betterOf(ranks, a, b), betterOf(after, a, b)];
      if (before === now || a === removed || b === removed) continue;
      const swap: Swap = {
        without: name(removed),
        between: [name(a), name(b)],
        was_better: before === null ? null : name(before),
        becomes_better: now === null ? null : name(now),
      };
      found.push({ swap, concernsFirst: a === best || b === best });
    }
  }
  return found;
}

function betterOf(ranks: readonly (number | null)[], a: number, b: number): number | null {
  const difference = (ranks[a] ?? 0) - (ranks[b] ?? 0);
  return difference === 0 ? null : difference < 0 ? a : b;
}
