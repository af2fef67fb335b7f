import { isBetter } from '../../numbers/compare.js';
import { at, sum } from '../../numbers/numbers.js';
import { isFlat, mapColumns, type Table } from '../../numbers/table.js';

/** Q is in 0..1; a smaller difference is due to rounding. */
const LEVEL = 1e-9;

/** How much the regrets of all criteria count against the largest regret, 0..1. */
export type VikorOptions = Readonly<{ v: number }>;

/** Less is better in `S`, `R` and `Q`. Alternatives are identified by their index. */
export interface Vikor {
  /** The weighted sum of regrets. */
  readonly S: readonly number[];
  /** The largest weighted regret. */
  readonly R: readonly number[];
  readonly Q: readonly number[];
  /** Acceptable advantage: the second is at least 1/(m-1) behind the first. */
  readonly C1: boolean;
  /** Acceptable stability: the first by Q is the first by S or by R too. */
  readonly C2: boolean;
  readonly compromiseSet: readonly number[];
}

/**
 * Compromise ranking. With the regret `t = w·(best - x)/(best - worst)`, S is its sum over the criteria and R its
 * maximum; `Q = v·(S - S*)/(S⁻ - S*) + (1 - v)·(R - R*)/(R⁻ - R*)`, and a term without a range is 0.
 *
 * The compromise set is the first alone if C1 and C2 hold, the first and the second if C1 holds, and otherwise all
 * that are closer to the first than 1/(m-1).
 *
 * @see Opricovic, S. and Tzeng, G. H. (2004). Compromise solution by MCDM methods: a comparative analysis of VIKOR and
 *   TOPSIS. European Journal of Operational Research 156(2), 445-455.
 */
export function vikor(table: Table, { v }: VikorOptions): Vikor {
  const regrets = mapColumns(table, regret).map((row) =>
    row.map((value, index) => value * at(table.weights, index)),
  );
  const S = regrets.map(sum);
  const R = regrets.map((row) => Math.max(...row));
  const [ofS, ofR] = [share(S), share(R)];
  const Q = S.map((_, index) => v * at(ofS, index) + (1 - v) * at(ofR, index));
  return { S, R, Q, ...compromise(S, R, Q) };
}

function regret(column: readonly number[], direction: 'benefit' | 'cost'): (score: number) => number {
  if (isFlat(column)) return () => 0;
  const [low, high] = [Math.min(...column), Math.max(...column)];
  const range = high - low;
  return direction === 'benefit' ? (score) => (high - score) / range : (score) => (score - low) / range;
}

/** Where a number stands between the lowest and the highest of all; 0 where it differs from the lowest only by rounding. */
function share(figures: readonly number[]): number[] {
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  return figures.map((figure) => (isBetter(figure, low) ? (figure - low) / (high - low) : 0));
}

function compromise(
  S: readonly number[],
  R: readonly number[],
  Q: readonly number[],
): Pick<Vikor, 'C1' | 'C2' | 'compromiseSet'> {
  const order = [...Q.keys()].sort((a, b) => at(Q, a) - at(Q, b));
  const [best = 0, second] = order;
  if (second === undefined) return { C1: true, C2: true, compromiseSet: [best] };
  const isLeast = (figures: readonly number[], index: number) =>
    !figures.some((figure) => isBetter(at(figures, index), figure));
  const levelWith = (one: number) =>
    [...Q.keys()].filter((index) => Math.abs(at(Q, index) - at(Q, one)) <= LEVEL);
  const advantage = 1 / (Q.length - 1);
  const isWithin = (index: number) => isBetter(advantage, at(Q, index) - at(Q, best));
  const C1 = !isWithin(second);
  const C2 = levelWith(best).some((index) => isLeast(S, index) || isLeast(R, index));
  const set = C1 ? [best, ...(C2 ? [] : levelWith(second))] : [...Q.keys()].filter(isWithin);
  return { C1, C2, compromiseSet: set.sort((a, b) => a - b) };
}
