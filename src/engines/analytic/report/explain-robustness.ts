import type { Findings, RobustnessReport } from './result.js';
import { figure, percent, plural } from './wording.js';

/** What it would take to change the outcome; nothing where there is no contest. */
export function robustness({ recommended, ranking, robustness }: Findings): string[] {
  if (!robustness) return [];
  const isTie = ranking[0]?.tied_with.length !== 0;
  const sensitivity = isTie ? [] : [interval(recommended, robustness), shift(recommended, robustness)];
  return [...sensitivity, weightings(recommended, robustness), reversal(robustness)];
}

function interval(best: string, { weight_intervals, most_critical_criterion }: RobustnessReport): string {
  const critical = weight_intervals.find(({ criterion }) => criterion === most_critical_criterion);
  if (!critical) return '';
  const { criterion, weight } = critical;
  return `The outcome depends most on the weight of ${criterion}, now ${figure(weight)}: ${best} stays first ${range(critical)}.`;
}

function range({ from, to }: { from: number; to: number }): string {
  if (from > 0 && to < 1) return `while it is between ${figure(from)} and ${figure(to)}`;
  if (from > 0) return `while it is at least ${figure(from)}`;
  if (to < 1) return `while it is at most ${figure(to)}`;
  return 'whatever it is, if the other weights keep their proportions';
}

function shift(best: string, { weight_margin, nearest_challenger }: RobustnessReport): string {
  if (weight_margin === null || nearest_challenger === null) {
    return `No change of weights can put another alternative ahead of ${best}.`;
  }
  const amount = `at least ${percent(weight_margin)} of all weight`;
  return `${nearest_challenger} would draw level only if ${amount} moved between criteria.`;
}

function weightings(best: string, { smaa }: RobustnessReport): string {
  if (!smaa) return '';
  const shares = Object.entries(smaa.rank_acceptability).map(([name, shares]) => ({
    name,
    first: shares[0] ?? 0,
  }));
  const own = shares.find(({ name }) => name === best)?.first ?? 0;
  const rival = shares.reduce((most, share) => (share.first > most.first ? share : most), {
    name: best,
    first: own,
  });
  const drawn = `Of ${smaa.samples} random ${plural(smaa.samples, 'weighting', 'weightings')}`;
  const more = rival.name === best ? '' : `, while ${rival.name} is first in ${percent(rival.first)}`;
  return `${drawn} ${best} is first in ${percent(own)}${more}.`;
}

function reversal({ rank_reversal: { structural, swaps, swap_count } }: RobustnessReport): string {
  if (structural) return 'Adding or leaving out alternatives cannot change the order of the others.';
  const [swap] = swaps;
  if (!swap)
    return 'Leaving out any one alternative behind the first does not change the order of the others.';
  const example = `Without ${swap.without}, ${swap.becomes_better} would rank above ${swap.was_better}`;
  const more = swap_count - 1;
  return more === 0
    ? `${example}.`
    : `${example}; ${more} more such ${plural(more, 'swap is', 'swaps are')} possible.`;
}
