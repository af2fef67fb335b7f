import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { figureBy, together } from '../framing/group-scores.js';
import { leavesOf } from '../hierarchy.js';
import { evaluate } from '../methods/evaluate.js';
import type { AnalyticProblem, ScoreJudge } from '../problem.js';
import { at, columnOf, keyed, sum } from '../scoring/numbers.js';
import { kendallW, spearman } from '../scoring/rank-agreement.js';
import type { Aggregate } from '../weighting/judges/aggregate.js';
import { byJudges } from '../weighting/judges/judges.js';
import { breathe } from './breathe.js';

export type JudgeOpinion = Readonly<{
  /** By the scores of this judge alone, and the weights if the judge gave some; what was left out is that of all. */
  ranks: Readonly<Record<string, number>>;
  first: readonly string[];
  /** Correlation with the ranks of all together; `null` where either sees all level. */
  spearman: number | null;
  /** Where this judge is furthest from all together, as a part of the scale; `null` where nowhere. */
  differs_on: Readonly<{
    alternative: string;
    criterion: string;
    score: number;
    group: number;
    part: number;
  }> | null;
  /** Who would be first without the scores of this judge, the weights as they are; nobody of one judge alone. */
  first_without: readonly string[];
}>;

/** How far judges agree on the alternatives. */
export type JudgesReport = Readonly<{
  aggregate: Aggregate;
  /** Kendall's coefficient of concordance of their rankings, in 0..1; `null` of one judge, or where all see all level. */
  kendall_w: number | null;
  /** Whether the rankings of the judges are by weights of their own. */
  own_weights: boolean;
  judges: Readonly<Record<string, JudgeOpinion>>;
}>;

interface Judged {
  readonly problem: AnalyticProblem;
  readonly matrix: DecisionMatrix;
  readonly weights: readonly number[];
  readonly ranks: readonly number[];
}

/**
 * What each judge would choose, and what the others would without them. `null` where the scores are of nobody in
 * particular.
 */
export async function judgesReport(judged: Judged, signal: AbortSignal): Promise<JudgesReport | null> {
  const { judges, aggregate } = judged.problem;
  // A record of before judges could give scores has neither.
  if (!judges || !aggregate) return null;
  const own = ownWeights(judged);
  const opinions: JudgeOpinion[] = [];
  for (const judge of judges) {
    await breathe(signal);
    opinions.push(opinionOf(judge, judged, own.get(judge.name) ?? judged.weights));
  }
  const rankings = opinions.map(({ ranks }) => Object.values(ranks));
  return {
    aggregate,
    kendall_w: judges.length < 2 ? null : kendallW(rankings),
    own_weights: own.size > 0,
    judges: keyed(
      judges.map(({ name }) => name),
      opinions,
    ),
  };
}

function opinionOf(judge: ScoreJudge, judged: Judged, weights: readonly number[]): JudgeOpinion {
  const { alternatives } = judged.matrix;
  const { ranks } = evaluate(matrixOf([judge], judged), weights);
  const others = (judged.problem.judges ?? []).filter(({ name }) => name !== judge.name);
  const first = (of: readonly number[]) => alternatives.filter((_, index) => of[index] === 1);
  return {
    ranks: keyed(alternatives, ranks),
    first: first(ranks),
    spearman: spearman(ranks, judged.ranks),
    differs_on: furthest(judge, judged),
    first_without: others.length === 0 ? [] : first(evaluate(matrixOf(others, judged), judged.weights).ranks),
  };
}

/** The scores of some of the judges, and where none of them gave one that of all. */
function matrixOf(judges: readonly ScoreJudge[], judged: Judged): DecisionMatrix {
  const { matrix, problem } = judged;
  const figures = figuresOf(judged);
  const scores = matrix.scores.map((row, alternative) =>
    row.map((score, criterion) => {
      const given = judges.flatMap((judge) => figures(judge, alternative, criterion) ?? []);
      return given.length === 0 ? score : together(given, problem.aggregate ?? 'mean');
    }),
  );
  return { ...matrix, scores };
}

/** Finds what a judge gave by the places in the matrix, of which some rows and columns of the problem may be left out. */
function figuresOf({ matrix, problem }: Judged) {
  const rows = matrix.alternatives.map((name) => problem.alternatives.indexOf(name));
  const columns = matrix.paths.map((path) =>
    leavesOf(problem.criteria).findIndex((leaf) => leaf.path === path),
  );
  return (judge: ScoreJudge, alternative: number, criterion: number): number | null =>
    figureBy(judge, at(matrix.criteria, criterion), [at(rows, alternative), at(columns, criterion)]);
}

function furthest(judge: ScoreJudge, judged: Judged): JudgeOpinion['differs_on'] {
  const { matrix } = judged;
  const figures = figuresOf(judged);
  let found: JudgeOpinion['differs_on'] = null;
  for (const [column, { name, min, max }] of matrix.criteria.entries()) {
    const group = columnOf(matrix.scores, column);
    const own = group.map((_, row) => figures(judge, row, column));
    const all = [...group, ...own.filter((figure) => figure !== null)];
    const width = (max ?? Math.max(...all)) - (min ?? Math.min(...all));
    for (const [row, score] of own.entries()) {
      const part = score === null || width === 0 ? 0 : Math.abs(score - at(group, row)) / width;
      if (score === null || part <= (found?.part ?? LEVEL)) continue;
      found = {
        alternative: at(matrix.alternatives, row),
        criterion: name,
        score,
        group: at(group, row),
        part,
      };
    }
  }
  return found;
}

/** A difference of less than this part of a scale is one of rounding. */
const LEVEL = 1e-9;

/** Weights of those judges who gave some, for the criteria that are left. */
function ownWeights({ problem, matrix }: Judged): ReadonlyMap<string, readonly number[]> {
  const { weights, criteria } = problem;
  if (weights.source !== 'judges') return new Map();
  const paths = leavesOf(criteria).map(({ path }) => path);
  return new Map(
    byJudges(weights).judges.flatMap(({ name, weights: all }): [string, number[]][] => {
      const kept = matrix.paths.map((path) => at(all, paths.indexOf(path)));
      const total = sum(kept);
      return total === 0 ? [] : [[name, kept.map((weight) => weight / total)]];
    }),
  );
}
