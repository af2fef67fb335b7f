import type { Analysis } from '../analysis.js';
import { leavesOf } from '../hierarchy.js';
import { figure, raw } from './wording.js';

/** A score as it was given: the name of its level, or the number with all its digits. */
export function scoreText(score: number, criterion: string, { problem }: Analysis): string {
  const found = leavesOf(problem.criteria).find((leaf) => leaf.criterion.name === criterion);
  const levels = (found?.criterion.levels ?? []).toSorted((a, b) => a.value - b.value);
  const [below, above] = [
    levels.findLast(({ value }) => value <= score),
    levels.find(({ value }) => value >= score),
  ];
  if (below && above) {
    return below === above ? `"${below.name}"` : `"${below.name}" to "${above.name}"`;
  }
  return isGiven(score, criterion, problem) ? raw(score) : `about ${figure(score)}`;
}

/** Means of uncertain scores are computed and may have any number of digits. */
function isGiven(score: number, criterion: string, problem: Analysis['problem']): boolean {
  const leaves = leavesOf(problem.criteria);
  const column = leaves.findIndex((leaf) => leaf.criterion.name === criterion);
  const { min, max, requirements } = leaves[column]?.criterion ?? {};
  const limits = [min, max, requirements?.at_least, requirements?.at_most];
  return problem.scores.some((row) => row[column] === score) || limits.includes(score);
}
