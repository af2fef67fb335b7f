import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { figureBy, together } from '../framing/group-scores.js';
import { leavesOf } from '../problem/hierarchy.js';
import { evaluate } from '../methods/evaluate.js';
import type { AnalyticProblem } from '../problem/problem.js';
import type { ScoreJudge } from '../problem/scores.js';
import { at, columnOf, keyed, sum } from '../numbers/numbers.js';
import { kendallW, spearman } from '../numbers/rank-agreement.js';
import type { Aggregate } from '../problem/judgments.js';
import { byJudges } from '../weighting/judges/judges.js';
import { breathe } from './breathe.js';

/** How one judge sees the alternatives, compared with all together. */
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

interface Context {
  readonly problem: AnalyticProblem;
  readonly matrix: DecisionMatrix;
  readonly weights: readonly number[];
  readonly ranks: readonly number[];
}

/** What one judge gave, by the rows and columns of the matrix; `null` where nothing. */
type Figures = readonly (readonly (number | null)[])[];

interface Judged extends Context {
  readonly aggregate: Aggregate;
  /** By judge. */
  readonly figures: readonly Figures[];
}

/**
 * What each judge would choose, and what the others would without them. `null` where the scores are of nobody in
 * particular.
 */
export async function judgesReport(decided: Context, signal: AbortSignal): Promise<JudgesReport | null> {
  const { judges, aggregate } = decided.problem;
  // A record of before judges could give scores has neither.
  if (!judges || !aggregate) return null;
  const judged = { ...decided, aggregate, figures: figuresOf(judges, decided) };
  const own = ownWeights(decided);
  const opinions: JudgeOpinion[] = [];
  for (const [nth, { name }] of judges.entries()) {
    await breathe(signal);
    opinions.push(opinionOf(nth, judged, own.get(name) ?? decided.weights));
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

function opinionOf(nth: number, judged: Judged, weights: readonly number[]): JudgeOpinion {
  const { alternatives } = judged.matrix;
  const own = at(judged.figures, nth);
  const { ranks } = evaluate(matrixOf([own], judged), weights);
  const others = judged.figures.filter((figures) => figures !== own);
  const first = (of: readonly number[]) => alternatives.filter((_, index) => of[index] === 1);
  return {
    ranks: keyed(alternatives, ranks),
    first: first(ranks),
    spearman: spearman(ranks, judged.ranks),
    differs_on: furthest(own, judged.matrix),
    first_without: others.length === 0 ? [] : first(evaluate(matrixOf(others, judged), judged.weights).ranks),
  };
}

/** The scores of some of the judges, and where none of them gave one that of all. */
function matrixOf(some: readonly Figures[], { matrix, aggregate }: Judged): DecisionMatrix {
  const scores = matrix.scores.map((row, alternative) =>
    row.map((score, criterion) => {
      const given = some.flatMap((figures) => figures[alternative]?.[criterion] ?? []);
      return given.length === 0 ? score : together(given, aggregate);
    }),
  );
  return { ...matrix, scores };
}

/** What the judges gave, without the rows and columns of the problem that are left out. */
function figuresOf(judges: readonly ScoreJudge[], { matrix, problem }: Context): readonly Figures[] {
  const paths = leavesOf(problem.criteria).map(({ path }) => path);
  const rows = matrix.alternatives.map((name) => problem.alternatives.indexOf(name));
  const columns = matrix.paths.map((path) => paths.indexOf(path));
  return judges.map((judge) =>
    rows.map((row) => columns.map((column, nth) => figureBy(judge, at(matrix.criteria, nth), [row, column]))),
  );
}

function furthest(figures: Figures, matrix: DecisionMatrix): JudgeOpinion['differs_on'] {
  let found: JudgeOpinion['differs_on'] = null;
  for (const [column, { name, min, max }] of matrix.criteria.entries()) {
    const group = columnOf(matrix.scores, column);
    const own = figures.map((row) => row[column] ?? null);
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
function ownWeights({ problem, matrix }: Context): ReadonlyMap<string, readonly number[]> {
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
