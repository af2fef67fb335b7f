import type { Analysis } from '../../analysis/analysis.js';
import type { BreakEven } from '../../robustness/break-evens/break-even.js';
import { limitOf } from './limit-of-break-even.js';
import { scoreText } from './scores-in-words.js';
import { listed } from './wording.js';

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
  const { alternative, criterion, score, first } = nearest;
  const { text, exactly } = limitOf(nearest, analysis);
  const now = `now ${scoreText(score, criterion, analysis)}`;
  const verb = outcome === 'wins' ? 'would win' : `would lose first place to ${listed(first)}`;
  return [
    `${alternative} ${verb} with ${criterion} ${text} (${[now, ...exactly].join('; ')}), all else unchanged.`,
  ];
}

function reach({ criterion, score, at }: BreakEven, { framed: { matrix } }: Analysis): number {
  const column = matrix.criteria.findIndex(({ name }) => name === criterion);
  const figures = matrix.scores.map((row) => row[column] ?? 0);
  const { min, max } = matrix.criteria[column] ?? {};
  const width = (max ?? Math.max(...figures)) - (min ?? Math.min(...figures));
  return Math.abs(at - score) / (width || Math.abs(score) || 1);
}
