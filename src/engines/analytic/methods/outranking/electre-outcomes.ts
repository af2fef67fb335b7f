import type { DecisionMatrix } from '../../framing/decision-matrix.js';
import type { Matrix } from '../../numbers/matrix.js';
import { at, keyed } from '../../numbers/numbers.js';
import { decisionTable } from '../../scoring/decision-table.js';
import type { MethodNamed } from '../../problem/method.js';
import { type Outcome, ranked } from '../../scoring/outcome.js';
import { distill, placesIn, singleCut } from './distillation.js';
import { electreI } from './electre-i.js';
import { electreIII } from './electre-iii.js';
import { kernelOf } from './kernel.js';
import { pairsOf } from './pairs.js';
import { intersection } from './partial-order.js';

/** The kernel comes first, then the undecided, then the outranked; all in one of these groups are equal. */
export function electreIOutcome(
  matrix: DecisionMatrix,
  weights: readonly number[],
  method: MethodNamed<'electre_i'>,
): Outcome {
  const { concordance, discordance, outranking } = electreI(decisionTable(matrix, weights), {
    ...method,
    concordanceThreshold: method.concordance_threshold,
    discordanceThreshold: method.discordance_threshold,
    discordanceScale: method.discordance_scale,
  });
  const { kernel, outranked, undecided, cycles } = kernelOf(outranking, method.cycles);
  const named = (indices: readonly number[]) => indices.map((index) => at(matrix.alternatives, index));
  const ranks = outranking.map((_, index) => {
    if (kernel.includes(index)) return 1;
    return 1 + kernel.length + (undecided.includes(index) ? 0 : undecided.length);
  });
  const details = {
    concordance: offDiagonal(concordance),
    discordance: offDiagonal(discordance),
    outranking,
    kernel: named(kernel),
    outranked: named(outranked),
    undecided: named(undecided),
    cycles: cycles.map(named),
  };
  return ranked(ranks, details, kernel.length === 1);
}

/** By the places in both distillations together; clear means ahead of all others in both. */
export function electreIIIOutcome(
  matrix: DecisionMatrix,
  weights: readonly number[],
  { distillation }: MethodNamed<'electre_iii'>,
): Outcome {
  const { alternatives, criteria } = matrix;
  const thresholds = criteria.map((criterion) => criterion.thresholds ?? NO_THRESHOLDS);
  const { concordance, discordance, credibility } = electreIII(decisionTable(matrix, weights), {
    thresholds,
  });
  const { descending, ascending } = distill(credibility, distillation);
  const places = [descending, ascending].map((order) => placesIn(order, alternatives.length));
  const [down = [], up = []] = places.map((order) => order.map((place) => -place));
  const order = intersection(down, up);
  const named = (classes: typeof descending) =>
    classes.map((level) => level.map((index) => at(alternatives, index)));
  const totals = down.map((place, index) => place + at(up, index));
  const ranks = totals.map((total) => 1 + totals.filter((other) => other > total).length);
  const { dominance, qualification } = singleCut(credibility, distillation.alpha);
  const details = {
    concordance,
    discordance: largestOf(discordance, alternatives.length),
    credibility,
    descending: named(descending),
    ascending: named(ascending),
    ...pairsOf(order, alternatives),
    dominance,
    qualification: keyed(alternatives, qualification),
  };
  return ranked(ranks, details, order.isLed);
}

/** Pair by pair the largest number of all criteria. */
function largestOf(matrices: readonly Matrix[], size: number): number[][] {
  const indices = Array.from({ length: size }, (_, index) => index);
  return indices.map((a) => indices.map((b) => Math.max(...matrices.map((matrix) => at(at(matrix, a), b)))));
}

const NO_THRESHOLDS = { q: { abs: 0, rel: 0 }, p: { abs: 0, rel: 0 }, v: null };

/** An alternative is not compared with itself. */
function offDiagonal(matrix: readonly (readonly number[])[]): (number | null)[][] {
  return matrix.map((row, index) => row.map((value, other) => (index === other ? null : value)));
}
