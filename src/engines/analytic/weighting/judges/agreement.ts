import { kendallW, spearman } from '../../numbers/rank-agreement.js';
import { at, sum } from '../../numbers/numbers.js';
import { ranksOf } from '../../numbers/ranking.js';

/** How far one judge agrees with all together. */
export interface JudgeAgreement {
  /** 1 minus the part of all weight that would have to move to turn the weights of this judge into those of all. */
  readonly similarity: number;
  /** Correlation of the order of criteria with that of all; `null` where all criteria tie in either. */
  readonly spearman: number | null;
  /** The criterion on which this judge differs most from all, and by how much; `null` where on none. */
  readonly furthest: Readonly<{ criterion: number; difference: number }> | null;
}

/** How far judges agree. */
export interface Agreement {
  /**
   * Kendall's coefficient of concordance of the orders of criteria, from 0 for none to 1 for the same; `null` where
   * there is one judge, or all criteria tie for every judge.
   */
  readonly kendallW: number | null;
  readonly judges: readonly JudgeAgreement[];
}

const LEVEL = 1e-9;

/** How far judges agree with each other, and who differs from all of them together, on what. */
export function agreementOf(judges: readonly (readonly number[])[], all: readonly number[]): Agreement {
  const rankings = judges.map((numbers) => ranksOf(numbers));
  return {
    kendallW: judges.length < 2 ? null : kendallW(rankings),
    judges: judges.map((weights, judge) => ({
      similarity: 1 - sum(weights.map((weight, index) => Math.abs(weight - at(all, index)))) / 2,
      spearman: spearman(at(rankings, judge), ranksOf(all)),
      furthest: furthest(weights, all),
    })),
  };
}

function furthest(weights: readonly number[], all: readonly number[]): JudgeAgreement['furthest'] {
  const differences = weights.map((weight, index) => weight - at(all, index));
  const sizes = differences.map(Math.abs);
  const criterion = sizes.indexOf(Math.max(...sizes));
  const difference = at(differences, criterion);
  return Math.abs(difference) <= LEVEL ? null : { criterion, difference };
}
