import type { Analysis } from '../../analysis/analysis.js';
import { leavesOf, nodesOf } from '../../problem/hierarchy.js';
import type { Swap } from '../../robustness/rank-reversal.js';
import type { WarningCode } from '../../analysis/warnings.js';
import type { RobustnessReport } from '../../robustness/robustness-report.js';
import type { Findings } from '../findings/result.js';
import { listed, plural } from './wording.js';

/** Warnings: first what could change the recommendation, last what can be left out. */
export function cautions(findings: Findings, analysis: Analysis): string[] {
  const named = (code: WarningCode): string[] => namesWarned(code, findings, analysis);
  const warned = (code: WarningCode, say: (names: string) => string): string[] =>
    about(named(code), (names) => say(listed(names)));
  const decides = (name: string) => (findings.weights.used[name] ?? 0) > 0;
  return [
    ...firstPlaceReversal(findings),
    ...warned('MISSING_SUBSTITUTED', (names) => `Missing scores were replaced as asked for: ${names}.`),
    ...warned('MISSING_CRITERION_DROPPED', (names) => `Left out, because scores are missing: ${names}.`),
    ...warned('MISSING_ALTERNATIVE_DROPPED', (names) => `Not ranked, because scores are missing: ${names}.`),
    ...warned('REQUIREMENT_UNCERTAIN', judgedByMean),
    ...reversal(findings),
    ...about(named('RANGE_FROM_DATA').filter(decides), fromData),
    ...warned('CUT_AT_BOUNDS', cutAtBounds),
    ...warned('OUTSIDE_POINTS', outsidePoints),
    ...dominatedAlternatives(findings),
    ...about(named('CONSTANT_CRITERION'), constant),
    ...ignoredWeights(findings),
  ];
}

function judgedByMean(names: string): string {
  return `Requirements on ${names} were judged by the mean of scores that are not known for sure.`;
}

function cutAtBounds(names: string): string {
  return `Uncertain scores on ${names} count as the bound where they go beyond it.`;
}

function outsidePoints(names: string): string {
  return `Scores on ${names} outside the value function count as its nearest point.`;
}

function ignoredWeights({ warnings, weights }: Findings): string[] {
  if (!warnings.some(({ code }) => code === 'WEIGHTS_IGNORED')) return [];
  return [`The given weights were not used: the source of weights is ${weights.source}.`];
}

function about(names: readonly string[], say: (names: readonly string[]) => string): string[] {
  return names.length === 0 ? [] : [say(names)];
}

/** What a warning is about, by name. */
function namesWarned(code: WarningCode, { warnings }: Findings, { problem }: Analysis): string[] {
  const nameOf = new Map([
    ...nodesOf(problem.criteria).map(([{ name }, path]) => [path, name] as const),
    ...problem.alternatives.map((name, index) => [`alternatives[${index}]`, name] as const),
  ]);
  return warnings.flatMap((warning) =>
    warning.code === code ? (scoreName(warning.path, problem) ?? nameOf.get(warning.path) ?? []) : [],
  );
}

/** A single score, e.g. `months of Vendor`. */
function scoreName(path: string, { alternatives, criteria }: Analysis['problem']): string | null {
  const [, row, column] = /^scores\[(\d+)\]\[(\d+)\]$/.exec(path) ?? [];
  if (row === undefined || column === undefined) return null;
  const criterion = leavesOf(criteria)[Number(column)]?.criterion.name ?? '';
  return `${criterion} of ${alternatives[Number(row)] ?? ''}`;
}

/** What becomes of the recommended alternative when another one is removed. */
function firstPlaceReversal({ recommended, robustness }: Findings): string[] {
  const [change, ...more] = robustness?.rank_reversal.first_place ?? [];
  if (!change || recommended === null) return [];
  const { without, first } = change;
  const others = first.filter((name) => name !== recommended);
  const stays = first.includes(recommended);
  const fate =
    others.length === 0
      ? `${recommended} alone would be first`
      : stays
        ? `${recommended} would share first place with ${listed(others)}`
        : `${recommended} would not be first but ${listed(others)}`;
  const rest =
    more.length === 0
      ? ''
      : `; leaving out ${plural(more.length, '1 other', `any one of ${more.length} others`)} changes the first place too`;
  return [`Without ${without}, ${fate}${rest}.`];
}

function reversal({ robustness }: Findings): string[] {
  if (!robustness) return [];
  const { structural, swap_count, tried, of } = robustness.rank_reversal;
  if (structural) return ['Adding or leaving out alternatives cannot change the order of the others.'];
  const isPart = tried < of;
  if (swap_count === 0) {
    const any = isPart ? `any one of the ${tried} of ${of} alternatives tried` : 'any one alternative';
    return [`Leaving out ${any} does not change the order of the others.`];
  }
  const part = isPart ? [`Of ${of} alternatives only ${tried} were left out one by one to see this.`] : [];
  return [...swapsFound(robustness), ...part];
}

function swapsFound(robustness: RobustnessReport): string[] {
  const { swaps, swap_count, first_place } = robustness.rank_reversal;
  if (first_place.length > 0) return [orderChanges(robustness)];
  const [swap] = swaps;
  if (!swap) return [];
  const more = swap_count - 1;
  const rest = more === 0 ? '' : `; ${more} more such ${plural(more, 'change is', 'changes are')} possible`;
  return [`Without ${swap.without}, ${relation(swap)}${rest}.`];
}

function orderChanges({ rank_reversal: { swap_count } }: RobustnessReport): string {
  return `In all, leaving out one alternative can change the order of two others in ${swap_count} ${plural(swap_count, 'case', 'cases')}.`;
}

function relation({ between: [a, b], was_better, becomes_better }: Swap): string {
  if (becomes_better === null) return `${a} and ${b} would be level`;
  const behind = becomes_better === a ? b : a;
  return was_better === null
    ? `${becomes_better} would rank above ${behind}, with which it is level now`
    : `${becomes_better} would rank above ${behind}`;
}

function fromData(names: readonly string[]): string {
  const scale = plural(names.length, 'scale of', 'scales of');
  const verb = plural(names.length, 'is', 'are');
  return `The ${scale} ${listed(names)} ${verb} made of the scores at hand, so another alternative could change the values.`;
}

/** Where scores depend on all alternatives, one that cannot win still affects who does. */
function dominatedAlternatives({ dominated, robustness }: Findings): string[] {
  if (dominated.length === 0) return [];
  const items = dominated.map(({ alternative, by }) => `${alternative} (by ${listed(by, 2)})`);
  const isFree = robustness?.rank_reversal.structural === true;
  const verb = plural(items.length, 'is dominated', 'are dominated');
  const takes = plural(items.length, 'it still takes part', 'they still take part');
  return [
    isFree
      ? `${listed(items)} ${verb} and need not be considered further.`
      : `${listed(items)} ${verb}, but ${takes} in the comparison.`,
  ];
}

function constant(names: readonly string[]): string {
  const verb = plural(names.length, 'is', 'are');
  const end = plural(names.length, 'it decides', 'they decide');
  return `${listed(names)} ${verb} the same for all alternatives, so ${end} nothing.`;
}
