import type { Faults } from './reading/faults.js';
import { frame } from '../framing/frame.js';
import { leavesOf, nodesOf } from '../problem/hierarchy.js';
import { look, repetition } from '../problem/appearance.js';
import type { AnalyticProblem } from '../problem/problem.js';
import type { Draft } from '../problem/draft.js';
import { LIMITS } from '../problem/limits.js';
import { checkScoreJudges } from './judges/score-judge-rules.js';
import { checkScores } from './scores/score-rules.js';
import { checkCompared } from './methods/compared-rules.js';
import { checkMethod } from './methods/method-rules.js';
import { checkWeights } from './weights/weight-rules.js';

/** What the parts of a problem demand of each other. Faulty parts are skipped: they have been reported. */
export function checkRules(draft: Draft, faults: Faults): void {
  const alternatives = draft.alternatives ?? [];
  checkNames('alternatives', { names: alternatives, pathOf: (nth) => `alternatives[${nth}]` }, faults);
  const criteria = nodesOf(draft.criteria);
  const names = criteria.map(([{ name }]) => name);
  checkNames('criteria', { names, pathOf: (nth) => `${criteria[nth]?.[1] ?? ''}.name` }, faults);
  checkSize(draft, criteria.length, faults);
  checkMethod(draft, faults);
  checkWeights(draft, faults);
  checkScoreJudges(draft, faults);
  checkScores(draft, faults);
  checkWork(draft, faults);
  checkCompared(draft, faults);
  if (faults.isEmpty) checkWhatIsLeft(draft as AnalyticProblem, faults);
}

/** Names that look the same are the same to a reader. */
function checkNames(
  list: string,
  { names, pathOf }: { names: readonly (string | null)[]; pathOf: (nth: number) => string },
  faults: Faults,
): void {
  const firsts = new Map<string, number>();
  let length = 0;
  for (const [nth, name] of names.entries()) {
    if (name === null) continue;
    length += name.length;
    const seen = look(name);
    const first = firsts.get(seen);
    if (first === undefined) firsts.set(seen, nth);
    else faults.add(pathOf(nth), repetition(name, names[first] ?? name, pathOf(first)) ?? '');
  }
  if (length > LIMITS.allNamesLength) {
    faults.add(list, `must have names of at most ${LIMITS.allNamesLength} characters in all`);
  }
}

function checkSize({ criteria }: Draft, nodes: number, faults: Faults): void {
  const leaves = leavesOf(criteria)?.length ?? 0;
  if (leaves > LIMITS.criteria || nodes > 2 * LIMITS.criteria) {
    faults.add('criteria', `must have at most ${LIMITS.criteria} criteria and as many branches in all`);
  }
}

/**
 * One random weighting costs a value per cell and a comparison per pair: one problem must not occupy a machine for an
 * hour.
 */
function checkWork({ robustness, alternatives, criteria }: Draft, faults: Faults): void {
  const columns = leavesOf(criteria)?.length;
  if (!robustness || !alternatives || columns === undefined) return;
  const perSample = alternatives.length * (alternatives.length + columns) + columns ** 2;
  const affordable = Math.floor(LIMITS.work / perSample);
  if (robustness.samples > affordable) {
    faults.add('robustness.samples', `must be at most ${affordable} for a problem of this size`);
  }
}

/** What lacks a score may be left out, but not everything; and what is left must have weight. */
function checkWhatIsLeft(problem: AnalyticProblem, faults: Faults): void {
  const lacksScores = problem.scores.some((row) => row.includes(null));
  if (!lacksScores) return;
  const { dropped, criteria } = frame(problem);
  if (dropped.alternatives.length === problem.alternatives.length) {
    faults.add('scores', 'must have a row without missing scores');
  } else if (criteria.length === 0) {
    faults.add('scores', 'must have a column without missing scores');
  } else if (dropped.criteria.length > 0) checkWeights({ ...problem, criteria }, faults);
}
