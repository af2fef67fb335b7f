import { cautions } from './explain-cautions.js';
import { robustness } from './explain-robustness.js';
import type { AnalyticProblem } from '../problem.js';
import { CLEAR_ACCEPTABILITY, CLEAR_MARGIN } from './recommendation.js';
import type { Findings } from './result.js';
import { figure, listed, percent } from './wording.js';

const SHOWN_CRITERIA = 3;
const NOTHING = 1e-12;

/** What wins, by how much, why, what would change that, and what to beware of: one paragraph. */
export function explain(findings: Findings, problem: AnalyticProblem): string {
  const sentences = [verdict(findings), clearness(findings), comparison(findings), ...robustness(findings)];
  return [...sentences, ...cautions(findings, problem)].filter((sentence) => sentence !== '').join(' ');
}

function verdict({ recommended, runner_up, margin, ranking, dominated }: Findings): string {
  const [best, second] = ranking;
  if (!best || !second || !margin || runner_up === null) {
    return `${recommended} is recommended as the only alternative; there is nothing to compare it with.`;
  }
  if (best.tied_with.length > 0) {
    const first = [recommended, ...best.tied_with];
    const share = `${listed(first)} share first place with a score of ${figure(best.score)}`;
    const hasDominated = dominated.some(({ alternative }) => first.includes(alternative));
    const reason = hasDominated ? 'it is the first of them that is not dominated' : 'it is listed first';
    return `${share}; ${recommended} is named only because ${reason}.`;
  }
  const others = [runner_up, ...second.tied_with];
  const lead = `${figure(margin.absolute)} (${percent(margin.relative)}) ahead of ${listed(others)}`;
  const level = others.length > 1 ? ', which share second place' : '';
  return `${recommended} is recommended: it scores ${figure(best.score)}, ${lead}${level}.`;
}

function clearness({ clear_winner, margin, ranking, recommended, robustness }: Findings): string {
  if (!margin || ranking[0]?.tied_with.length !== 0) return '';
  if (clear_winner) return 'That is a clear win.';
  const share = robustness?.smaa?.rank_acceptability[recommended]?.[0] ?? 1;
  const reasons = [
    ...(margin.relative < CLEAR_MARGIN
      ? [`the lead is less than ${percent(CLEAR_MARGIN)} of the score`]
      : []),
    ...(share < CLEAR_ACCEPTABILITY ? ['other alternatives are first under most weightings'] : []),
  ];
  return `That is not a clear win: ${listed(reasons)}.`;
}

/** Contributions that differ by rounding only are level. */
function comparison({ recommended, runner_up, head_to_head }: Findings): string {
  if (runner_up === null) return '';
  const byGain = head_to_head.toSorted((a, b) => b.difference - a.difference);
  const gains = byGain.filter(({ difference }) => difference > NOTHING);
  const losses = byGain.filter(({ difference }) => difference < -NOTHING).reverse();
  if (gains.length + losses.length === 0) {
    return `${recommended} and ${runner_up} are level on every criterion that carries weight.`;
  }
  const gained = gains.length > 0 ? `gains on ${named(gains)}` : 'gains on no criterion';
  const lost = losses.length > 0 ? `loses on ${named(losses)}` : 'loses on none';
  return `Against ${runner_up} it ${gained} and ${lost}.`;
}

function named(differences: Findings['head_to_head']): string {
  const items = differences.map(({ criterion, difference }) => `${criterion} (${signed(difference)})`);
  return listed(items, SHOWN_CRITERIA);
}

function signed(number: number): string {
  return number > 0 ? `+${figure(number)}` : figure(number);
}
