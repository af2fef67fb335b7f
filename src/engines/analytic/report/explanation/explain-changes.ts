import type { Analysis } from '../../analysis/analysis.js';
import { breakEvenOf } from './explain-break-evens.js';
import { levelText } from './scores-in-words.js';
import { judgeChanges } from './explain-judges.js';
import { simulation } from './explain-simulation.js';
import type { RobustnessReport, WeightIntervalReport } from '../../robustness/robustness-report.js';
import type { Findings } from '../findings/result.js';
import { figure, inward, listed, percentAtMost, plural } from './wording.js';

/** What it would take to change the outcome; nothing where there are not two alternatives to compare. */
export function changes(
  { recommended, ranking, robustness, weights }: Findings,
  analysis: Analysis,
): string[] {
  if (!robustness || recommended === null) return [];
  const isTie = ranking[0]?.tied_with.length !== 0;
  const isAdditive = robustness.weight_intervals.length > 0;
  return [
    ...(isTie || !isAdditive ? [] : weightChanges(recommended, robustness)),
    ...breakEvenOf(robustness.break_evens, 'wins', analysis),
    ...(isTie ? [] : breakEvenOf(robustness.break_evens, 'loses', analysis)),
    ...step(robustness, isTie, analysis),
    ...simulation({ recommended, ranking, robustness }, weights.source),
    `Without ${recommended}, ${firstPlace(robustness.without_recommended)}.`,
    ...judgeChanges({ recommended, ranking, robustness }),
  ];
}

function weightChanges(best: string, robustness: RobustnessReport): string[] {
  const isFixed = robustness.weight_margin === null;
  return [...(isFixed ? [] : [interval(best, robustness)]), shift(best, robustness)];
}

/** The weight that is nearest to a change of the outcome. */
function interval(best: string, { weight_intervals }: RobustnessReport): string {
  const room = ({ weight, from, to }: WeightIntervalReport) =>
    Math.min(from > 0 ? weight - from : Infinity, to < 1 ? to - weight : Infinity);
  const [nearest] = weight_intervals.toSorted((a, b) => room(a) - room(b));
  if (!nearest || room(nearest) === Infinity) {
    return 'No change of a single weight, the others in proportion, can put another alternative ahead.';
  }
  const { criterion, weight } = nearest;
  return `${best} stays first while the weight of ${criterion}, now ${figure(weight)}, is ${range(nearest)}, the other weights in proportion.`;
}

function range({ from, to }: WeightIntervalReport): string {
  const [least, most] = inward(from, to);
  if (from > 0 && to < 1) return `between ${least} and ${most}`;
  return from > 0 ? `at least ${least}` : `at most ${most}`;
}

function shift(best: string, { weight_margin, nearest_challenger }: RobustnessReport): string {
  if (weight_margin === null || nearest_challenger === null) {
    return `No change of weights can put another alternative ahead of ${best}.`;
  }
  const amount = `at least ${percentAtMost(weight_margin)} of all weight`;
  return `${nearest_challenger} would draw level only if ${amount} moved between criteria.`;
}

function step(
  { one_step: { tried, turning, steps } }: RobustnessReport,
  isTie: boolean,
  analysis: Analysis,
): string[] {
  if (tried === 0) return [];
  const what = 'one step up or down, a level or a tenth of its scale';
  const [example] = steps;
  if (!example) return [`No single score ${what}, would change who is first (${tried} tried).`];
  const { alternative, criterion, score, to, first } = example;
  const [own, other] = [to, score].map((number) => levelText(number, criterion, analysis) ?? figure(number));
  const change = `${alternative} with ${criterion} ${own ?? ''} instead of ${other ?? ''}`;
  const then = isTie && first.length === 1 ? `${listed(first)} alone would be first` : firstPlace(first);
  return [
    `In ${turning} of ${tried} cases a single score ${what}, would change who is first, for example ${change}: then ${then}.`,
  ];
}

function firstPlace(names: readonly string[]): string {
  return `${listed(names)} ${plural(names.length, 'would be first', 'would share first place')}`;
}
