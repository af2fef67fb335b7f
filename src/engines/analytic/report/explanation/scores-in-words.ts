import type { Analysis } from '../../analysis/analysis.js';
import { leavesOf } from '../../problem/hierarchy.js';
import { figure, raw } from './wording.js';

/** A score as it was given: the name of its level, or the number with all its digits. */
export function scoreText(score: number, criterion: string, analysis: Analysis): string {
  const { problem } = analysis;
  const level = levelText(score, criterion, analysis);
  if (level !== null) return level;
  if (isGiven(score, criterion, problem)) return raw(score);
  const text = figure(score);
  return problem.judges && Number(text) === score ? text : `about ${text}`;
}

/** The level a score stands for, or both it is between; `null` where the criterion has none. */
export function levelText(score: number, criterion: string, { problem }: Analysis): string | null {
  const found = leavesOf(problem.criteria).find((leaf) => leaf.criterion.name === criterion);
  const levels = (found?.criterion.levels ?? []).toSorted((a, b) => a.value - b.value);
  const below = levels.findLast(({ value }) => value <= score);
  const above = levels.find(({ value }) => value >= score);
  if (!below || !above) return null;
  return below === above ? `"${below.name}"` : `"${below.name}" to "${above.name}"`;
}

/** Means, of uncertain scores or of several judges, are computed and may have any number of digits. */
function isGiven(score: number, criterion: string, problem: Analysis['problem']): boolean {
  const leaves = leavesOf(problem.criteria);
  const column = leaves.findIndex((leaf) => leaf.criterion.name === criterion);
  const { min, max, requirements } = leaves[column]?.criterion ?? {};
  const limits = [min, max, requirements?.at_least, requirements?.at_most];
  const given = problem.judges?.map(({ scores }) => scores) ?? [problem.scores];
  return given.some((scores) => scores.some((row) => row[column] === score)) || limits.includes(score);
}
