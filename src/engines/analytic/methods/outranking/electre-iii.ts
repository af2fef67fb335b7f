import { at, sum } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';
import { signOf, type Table } from '../../numbers/table.js';
import type { Thresholds } from '../../problem/criteria.js';
import { thresholdAt } from './thresholds.js';

/** The thresholds of ELECTRE III. */
export type ElectreIIIOptions = Readonly<{
  /** Per criterion; relative ones are parts of the score of the alternative that would outrank. */
  thresholds: readonly Thresholds[];
}>;

/** Alternative × alternative: how far the one is at least as good as the other; 1 for itself. */
export interface ElectreIII {
  readonly concordance: Matrix;
  readonly discordance: readonly Matrix[];
  readonly credibility: Matrix;
}

/**
 * ELECTRE III, the fuzzy outranking relation. By criterion, with Δ how much a is worse than b: c falls from 1 at q to 0
 * at p, and d rises from 0 at p to 1 at v. The credibility is `C = Σ w·c` times `(1 - d)/(1 - C)` for each d above C.
 *
 * @see Roy, B. (1978). ELECTRE III: un algorithme de classements fondé sur une représentation floue des préférences en
 *   présence de critères multiples. Cahiers du CERO 20(1), 3-24.
 */
export function electreIII(table: Table, { thresholds }: ElectreIIIOptions): ElectreIII {
  const { scores, directions, weights } = table;
  const lag = (a: number, b: number, column: number) => {
    const [own, other] = [at(at(scores, a), column), at(at(scores, b), column)];
    return { delta: signOf(at(directions, column)) * (other - own), own };
  };
  const pairwise = (figure: (a: number, b: number) => number): number[][] =>
    scores.map((_, a) => scores.map((_, b) => figure(a, b)));
  const concordance = pairwise((a, b) =>
    sum(weights.map((weight, column) => weight * agreement(lag(a, b, column), at(thresholds, column)))),
  );
  const discordance = weights.map((_, column) =>
    pairwise((a, b) => objection(lag(a, b, column), at(thresholds, column))),
  );
  const credibility = pairwise((a, b) =>
    credible(
      at(at(concordance, a), b),
      discordance.map((matrix) => at(at(matrix, a), b)),
    ),
  );
  return { concordance, discordance, credibility };
}

interface Lag {
  /** How much the one is worse than the other. */
  readonly delta: number;
  readonly own: number;
}

function agreement({ delta, own }: Lag, { q, p }: Thresholds): number {
  const [none, full] = [thresholdAt(q, own), thresholdAt(p, own)];
  if (delta <= none) return 1;
  return delta >= full ? 0 : (full - delta) / (full - none);
}

function objection({ delta, own }: Lag, { p, v }: Thresholds): number {
  if (v === null) return 0;
  const [from, veto] = [thresholdAt(p, own), thresholdAt(v, own)];
  if (delta <= from) return 0;
  return delta >= veto ? 1 : (delta - from) / (veto - from);
}

function credible(concordance: number, discordances: readonly number[]): number {
  return discordances.reduce(
    (credibility, discordance) =>
      discordance > concordance ? (credibility * (1 - discordance)) / (1 - concordance) : credibility,
    concordance,
  );
}
