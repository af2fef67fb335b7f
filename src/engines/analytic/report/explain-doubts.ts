import { type Doubt, CLEAR_MARGIN, doubtsOf, podiumOf } from './recommendation.js';
import type { Findings } from './result.js';
import type { NewFirst } from '../robustness/rank-reversal.js';
import type { WiderScale } from '../robustness/wider-scales.js';
import { listed, percent } from './wording.js';

/** Whether the win is clear, and if not what matters most against it. Nothing where there is no win. */
export function doubts(findings: Findings): string[] {
  const { ranking, margin, clear_winner, robustness, weights } = findings;
  if (!margin || ranking[0]?.tied_with.length !== 0) return [];
  if (clear_winner) return ['That is a clear win.'];
  const reasons = doubtsOf(podiumOf(ranking), robustness, weights.source);
  return [`That is not a clear win: ${reasons.map((doubt) => reason(doubt, findings)).join('; ')}.`];
}

function reason(doubt: Doubt, { recommended, robustness }: Findings): string {
  switch (doubt) {
    case 'scale_from_data':
      return widerScale(robustness?.wider_scales ?? [], recommended ?? '');
    case 'others_decide':
      return withoutAnother(robustness?.rank_reversal.first_place ?? [], recommended ?? '');
    case 'small_lead':
      return `the lead is less than ${percent(CLEAR_MARGIN)} of the score`;
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

/** The first of them is of one criterion alone, if there is such a one. */
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
