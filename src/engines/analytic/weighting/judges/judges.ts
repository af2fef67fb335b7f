import type { Judge, Weighting } from '../../problem/weighting.js';
import { sum } from '../../numbers/numbers.js';
import { type Judged, judged } from '../../pairwise/ahp.js';
import { meanJudgments } from '../../pairwise/judgments.js';
import { aggregated } from './aggregate.js';
import { type Agreement, agreementOf } from './agreement.js';

/** The weights of several people together, and what each of them says. */
export interface Verdict {
  readonly weights: readonly number[];
  /** For each judge the weights, and how far the judgments behind them contradict each other. */
  readonly judges: readonly OneJudge[];
  readonly agreement: Agreement;
  /** For the combined judgments of all; `null` where weights were combined, not judgments. */
  readonly together: Judged | null;
}

/** The weights of one person; `judged` is `null` where they were given and not judged in pairs. */
export interface OneJudge {
  readonly name: string;
  readonly weights: readonly number[];
  readonly judged: Judged | null;
}

/**
 * The weights of several people together. Where all have judged pairs and the aggregate is the geometric mean, their
 * judgments are combined, which keeps them reciprocal; otherwise their weights are combined.
 *
 * @see Aczél, J. and Saaty, T. L. (1983). Procedures for synthesizing ratio judgements. Journal of Mathematical
 *   Psychology 27(1), 93-102.
 */
export function byJudges(weighting: Extract<Weighting, { source: 'judges' }>): Verdict {
  const judges = weighting.judges.map((judge) => oneJudge(judge, weighting));
  const matrices = judges.flatMap(({ judged: found }) => (found ? [found.complete] : []));
  const isJudgedByAll = matrices.length === judges.length;
  const together =
    isJudgedByAll && weighting.aggregate === 'geometric_mean'
      ? judged(meanJudgments(matrices), weighting)
      : null;
  const all = judges.map(({ weights }) => weights);
  const weights = together?.weights ?? aggregated(all, weighting.aggregate) ?? [];
  return { weights, judges, agreement: agreementOf(all, weights), together };
}

function oneJudge(
  { name, weights, judgments }: Judge,
  weighting: Extract<Weighting, { source: 'judges' }>,
): OneJudge {
  const found = judgments && judged(judgments, weighting);
  const raw = found?.weights ?? weights ?? [];
  const total = sum(raw);
  return { name, weights: raw.map((weight) => weight / total), judged: found };
}
