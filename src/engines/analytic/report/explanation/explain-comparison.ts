import type { Analysis } from '../../analysis/analysis.js';
import type { Shortfall } from '../../framing/requirements.js';
import { scoreText } from './scores-in-words.js';
import type { Findings, HeadToHead } from '../findings/result.js';
import { figure, listed } from './wording.js';

const SHOWN_CRITERIA = 3;
const NOTHING = 1e-12;

/** Where the best gains and where it loses. Contributions that differ by rounding only are level. */
export function comparison({ recommended, runner_up, head_to_head }: Findings, analysis: Analysis): string[] {
  if (runner_up === null || recommended === null || head_to_head.length === 0) return [];
  const byGain = head_to_head.toSorted((a, b) => b.difference - a.difference);
  const gains = byGain.filter(({ difference }) => difference > NOTHING);
  const losses = byGain.filter(({ difference }) => difference < -NOTHING).reverse();
  if (gains.length + losses.length === 0) {
    return [`${recommended} and ${runner_up} are level on every criterion that carries weight.`];
  }
  const named = (items: readonly HeadToHead[]) =>
    listed(
      items.map((item) => gain(item, analysis)),
      SHOWN_CRITERIA,
    );
  const gained = gains.length > 0 ? `gains on ${named(gains)}` : 'gains on no criterion';
  const lost = losses.length > 0 ? `loses on ${named(losses)}` : 'loses on none';
  return [`Against ${runner_up} it ${gained} and ${lost}.`];
}

/** The scores as given, then what their difference is worth. */
function gain({ criterion, difference, score, runner_up_score }: HeadToHead, analysis: Analysis): string {
  const [own, other] = [score, runner_up_score].map((number) => scoreText(number, criterion, analysis));
  const worth = difference > 0 ? `+${figure(difference)}` : figure(difference);
  return `${criterion} (${own ?? ''} against ${other ?? ''}, ${worth})`;
}

/** Which alternatives are excluded, and why. */
export function exclusions({ excluded }: Findings, analysis: Analysis): string[] {
  if (excluded.length === 0) return [];
  const items = excluded.map(({ alternative, reasons }) => {
    const [first] = reasons;
    return first ? `${alternative} (${shortfall(first, analysis)})` : alternative;
  });
  return [`Not ranked, because a requirement is not met: ${listed(items)}.`];
}

function shortfall({ criterion, requirement, limit, score }: Shortfall, analysis: Analysis): string {
  const [text, bound] = [score, limit].map((number) => scoreText(number, criterion, analysis));
  return `${criterion} of ${text ?? ''}, where ${requirement === 'at_least' ? 'at least' : 'at most'} ${bound ?? ''} is required`;
}
