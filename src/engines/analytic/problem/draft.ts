import type { Branch, Criterion } from './criteria.js';
import type { Aggregate, Judgments } from './judgments.js';
import type { Method } from './method.js';
import type { AnalyticProblem, Human, Robustness } from './problem.js';
import type { Cell, MissingPolicy, ScoreJudge } from './scores.js';
import type { Weighting } from './weighting.js';

/** A problem of which some parts may be faulty, and are then `null`; a faulty cell is `undefined`. */
export interface Draft {
  readonly kind: AnalyticProblem['kind'] | null;
  readonly alternatives: readonly (string | null)[] | null;
  readonly criteria: readonly (CriterionDraft | null)[] | null;
  readonly scores: readonly (readonly (Cell | undefined)[] | null)[] | null;
  readonly judges: readonly ScoreJudge[] | null;
  readonly aggregate: Aggregate | null;
  readonly pairwise: Readonly<Record<string, Judgments>> | null;
  readonly missing: MissingPolicy | null;
  readonly compare: readonly (Method | null)[] | null;
  readonly method: Method | null;
  readonly weights: Weighting | null;
  readonly robustness: Robustness | null;
  readonly human: Human | null;
}

/** A criterion or branch that could be read, whose parts may be missing. */
export type CriterionDraft = Criterion | BranchDraft;
/** A branch of which some criteria could not be read; these are `null`. */
export type BranchDraft = Omit<Branch, 'criteria'> & {
  readonly criteria: readonly (CriterionDraft | null)[] | null;
};
