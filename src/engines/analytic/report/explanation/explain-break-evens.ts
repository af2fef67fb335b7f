import type { Analysis } from '../../analysis/analysis.js';
import { leavesOf } from '../../problem/hierarchy.js';
import type { BreakEven } from '../../robustness/break-even.js';
import { scoreText } from './scores-in-words.js';
import { figureBefore, listed, raw } from './wording.js';

/** What is left to the end of a scale, as a part of the whole change: too little to name a figure in between. */
const NEXT_TO = 1e-3;

/** The break-even that takes the smallest change, measured by the width of its criterion. */
export function breakEvenOf(
  all: readonly BreakEven[],
  outcome: BreakEven['outcome'],
  analysis: Analysis,
): string[] {
  const [nearest] = all
    .filter((candidate) => candidate.outcome === outcome)
    .toSorted((a, b) => reach(a, analysis) - reach(b, analysis));
  if (!nearest) return [];
  const { alternative, criterion, score } = nearest;
  const now = `now ${scoreText(score, criterion, analysis)}`;
  const verb = outcome === 'wins' ? 'would win' : 'would lose first place';
  const next = outcome === 'wins' ? '' : ` to ${listed(nearest.first)}`;
  return [
    `${alternative} ${verb}${next} with ${criterion} ${limit(nearest, analysis)} (${now}), all else unchanged.`,
  ];
}

function reach({ criterion, score, at }: BreakEven, { framed: { matrix } }: Analysis): number {
  const column = matrix.criteria.findIndex(({ name }) => name === criterion);
  const figures = matrix.scores.map((row) => row[column] ?? 0);
  const { min, max } = matrix.criteria[column] ?? {};
  const width = (max ?? Math.max(...figures)) - (min ?? Math.min(...figures));
  return Math.abs(at - score) / (width || Math.abs(score) || 1);
}

/** Rounded to the side on which the outcome changes; a level is given by name, and so is the end of a scale. */
function limit({ criterion, score, at, beyond }: BreakEven, { problem }: Analysis): string {
  const { levels, min, max } =
    leavesOf(problem.criteria).find((leaf) => leaf.criterion.name === criterion)?.criterion ?? {};
  const isUp = beyond === 'above';
  if (levels) {
    const rising = levels.toSorted((a, b) => a.value - b.value);
    const level = isUp ? rising.find(({ value }) => value > at) : rising.findLast(({ value }) => value < at);
    return `at "${level?.name ?? ''}"`;
  }
  const end = (isUp ? max : min) ?? null;
  if (end !== null && Math.abs(end - at) <= NEXT_TO * Math.abs(end - score)) {
    return `next to ${raw(end)}, the ${isUp ? 'upper' : 'lower'} end of its scale`;
  }
  return `${beyond} ${figureBefore(at, isUp ? 'up' : 'down', end)}`;
}
