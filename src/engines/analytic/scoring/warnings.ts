import { isConstant } from './normalization.js';
import { columnOf } from './numbers.js';
import type { AnalyticProblem } from '../problem.js';

/**
 * What a reader of the result should beware of.
 *
 * - `SINGLE_ALTERNATIVE`: there is nothing to compare.
 * - `RANGE_FROM_DATA`: values are relative to the scores at hand; another alternative can change them all.
 * - `CONSTANT_CRITERION`: all alternatives score the same on it, so it decides nothing.
 * - `WEIGHTS_IGNORED`: a weight is given and the weights used come from elsewhere.
 */
export type Warning = Readonly<{ code: WarningCode; path: string }>;
export type WarningCode = 'SINGLE_ALTERNATIVE' | 'RANGE_FROM_DATA' | 'CONSTANT_CRITERION' | 'WEIGHTS_IGNORED';

export function warningsOf(problem: AnalyticProblem): Warning[] {
  const { alternatives, criteria, scores, method, weights } = problem;
  const isSingle = alternatives.length === 1;
  const perCriterion = (code: WarningCode, applies: (index: number) => boolean): Warning[] =>
    [...criteria.keys()].filter(applies).map((index) => ({ code, path: `criteria[${index}]` }));
  const areIgnored = weights.source !== 'given' && criteria.some(({ weight }) => weight !== null);
  return [
    ...(isSingle ? [{ code: 'SINGLE_ALTERNATIVE', path: 'alternatives' } as const] : []),
    ...perCriterion(
      'RANGE_FROM_DATA',
      (index) => method.normalization === 'minmax' && criteria[index]?.min === null,
    ),
    ...perCriterion('CONSTANT_CRITERION', (index) => !isSingle && isConstant(columnOf(scores, index))),
    ...(areIgnored ? [{ code: 'WEIGHTS_IGNORED', path: 'weights.source' } as const] : []),
  ];
}
