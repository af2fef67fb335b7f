import { type Doubt, CLEAR_MARGIN, doubtsOf, podiumOf } from '../findings/recommendation.js';
import type { Analysis } from '../../analysis/analysis.js';
import type { Measure } from '../../scoring/outcome.js';
import type { MethodName } from '../../problem/method.js';
import { dissenters } from './explain-methods.js';
import type { Findings } from '../findings/result.js';
import type { NewFirst } from '../../robustness/rank-reversal.js';
import type { WiderScale } from '../../robustness/wider-scales.js';
import { listed, percent } from './wording.js';

/** Whether the win is clear, and if not, the main reason against it. Nothing where there is no winner. */
export function doubts(findings: Findings, analysis: Analysis): string[] {
  const { outcome } = analysis;
  const { ranking, runner_up, clear_winner, robustness, weights } = findings;
  if (runner_up === null || ranking[0]?.tied_with.length !== 0) return [];
  if (clear_winner) return [clearWin(findings)];
  const reasons = doubtsOf(podiumOf(analysis), {
    robustness,
    source: weights.source,
    isClear: outcome?.isClear ?? null,
  });
  return [
    `That is not a clear win: ${reasons.map((doubt) => reason(doubt, findings, outcome?.measure ?? 'scores')).join('; ')}.`,
  ];
}

/** Other methods are asked only where the problem names some, and do not unmake a clear win. */
function clearWin({ comparison, recommended }: Findings): string {
  const others = dissenters(comparison, recommended);
  if (others.length === 0) return 'That is a clear win.';
  return `That is a clear win by ${comparison?.methods[0] ?? ''}, though not by ${listed(others, others.length)}.`;
}

/** The method's condition for a clear first place, where it does not hold. */
const RULES: Partial<Record<MethodName, string>> = {
  vikor: 'the conditions of a compromise do not both hold',
  promethee_i: 'it does not outrank every other alternative',
  electre_i: 'the kernel is not one alternative alone',
  electre_iii: 'it is not ahead of every other alternative in both orders',
  multimoora: 'the three rankings do not all put it first',
};

const SMALL: Readonly<Record<Measure, string>> = {
  scores: `${percent(CLEAR_MARGIN)} of the score`,
  one: `${CLEAR_MARGIN} of a flow that goes from -1 to 1`,
  sizes: `${percent(CLEAR_MARGIN)} of what benefits and costs add up to`,
  logarithms: `${percent(CLEAR_MARGIN)} of the product`,
};

function reason(doubt: Doubt, { recommended, robustness, method }: Findings, measure: Measure): string {
  switch (doubt) {
    case 'scale_from_data':
      return widerScale(robustness?.wider_scales ?? [], recommended ?? '');
    case 'others_decide':
      return withoutAnother(robustness?.rank_reversal.first_place ?? [], recommended ?? '');
    case 'small_lead':
      return `the lead is less than ${SMALL[measure]}`;
    case 'rule_of_method':
      return RULES[method?.name ?? 'saw'] ?? '';
    case 'weights':
      return `${recommended ?? ''} is first under fewer than half of the weights that may be meant`;
  }
}

function withoutAnother([change]: readonly NewFirst[], recommended: string): string {
  if (!change) return '';
  const others = change.first.filter((name) => name !== recommended);
  const outcome = change.first.includes(recommended)
    ? `${recommended} would share first place with ${listed(others)}`
    : `${listed(others)} would be first`;
  return `without ${change.without} ${outcome}`;
}

/** The first of them for one criterion alone, if there is one. */
function widerScale([wider]: readonly WiderScale[], recommended: string): string {
  if (!wider) return '';
  const { criteria, scale, first } = wider;
  const width = scale === 'twice_as_wide' ? 'a scale twice as wide' : 'a scale that begins at zero';
  const others = first.filter((name) => name !== recommended);
  const outcome = first.includes(recommended)
    ? `${recommended} would share first place with ${listed(others)}`
    : `${listed(others)} would be first`;
  return `the scale of ${listed(criteria)} is only as wide as the scores at hand, and on ${width} ${outcome}`;
}
