import type { AnalyticResult } from '../../../src/engines/analytic/report/findings/result.js';
import type { MethodProblem } from '../method-problems.js';
import { cautionChecks } from './caution-checks.js';
import { changeChecks } from './change-checks.js';
import { ANEW, nameOf } from './method-truth.js';
import { type Check, type Claim, isListOf, same, shareOf, without } from './said.js';
import { verdictChecks } from './verdict-checks.js';

/** Every sentence under any method: what changes is computed anew, what is so is in the result. */
export const METHOD_CHECKS: readonly Check<MethodProblem>[] = [
  ...verdictChecks(ANEW),
  ...changeChecks(ANEW),
  ...cautionChecks(ANEW),
  {
    says: /^That is a clear win\.$/,
    check: ({ problem, result }) => {
      const best = result.recommended ?? '';
      const others = problem.alternatives.filter((name) => name !== best);
      return [
        ['said', result.clear_winner],
        ['weights', shareOf(result, best) >= 0.5],
        ['without others', others.every((name) => same(ANEW.first(without(problem, name)), [best]))],
      ];
    },
  },
  {
    says: /^That is not a clear win: (.+)\.$/,
    check: ({ problem, result, match: [, reasons = ''] }) =>
      reasons.split('; ').map((reason): Claim => [reason, isReason(reason, problem, result)]),
  },
  {
    says: /\((?:weighted product|WASPAS|TOPSIS|VIKOR|PROMETHEE I|PROMETHEE II|ELECTRE I|ELECTRE III|SPOTIS|EDAS|COPRAS|MOORA|MULTIMOORA|ARAS)\)(?:; no score follows)?\.$/,
    check: ({ problem, result, match: [sentence] }) => [
      ['of the method', sentence.includes(SIGN[nameOf(problem)] ?? '?')],
      [
        'no score',
        sentence.includes('no score follows') === result.ranking.every(({ score }) => score === null),
      ],
    ],
  },
  {
    says: /^Both conditions of a compromise hold, so it stands alone\.$/,
    check: ({ result: { details } }) => [
      ['both', details.C1 === true && details.C2 === true],
      ['alone', listIn(details, 'compromise_set').length === 1],
    ],
  },
  {
    says: /^The method does not tell (.+) apart: (the lead over the second is too small|it is first neither over all criteria nor on the criterion of most regret)\.$/,
    check: ({ result: { details }, match: [, list = '', reason = ''] }) => [
      ['set', isListOf(list, listIn(details, 'compromise_set'))],
      ['C1', reason.startsWith('the lead') === (details.C1 === false)],
      ['C2', reason.startsWith('it is first neither') === (details.C1 === true && details.C2 === false)],
    ],
  },
  {
    says: /^(?:The kernel is (.+?)|There is no kernel)\.$/,
    check: ({ result: { details }, match: [, kernel = ''] }) => [
      ['kernel', isListOf(kernel, listIn(details, 'kernel'))],
    ],
  },
  {
    says: /^(.+) outrank each other in a circle\.$/,
    check: ({ result: { details }, match: [, circle = ''] }) => [
      ['circle', isListOf(circle, listIn(details, 'undecided'))],
    ],
  },
  {
    says: /^(\d+) pairs? of (\d+) cannot be compared: (.+)\.$/,
    check: ({ problem, result: { details }, match: [, count, all, list = ''] }) => {
      const pairs = (details.incomparable as string[][]).map(([a, b]) => `${a ?? ''} with ${b ?? ''}`);
      const size = problem.alternatives.length;
      return [
        ['count', pairs.length === Number(count) && (size * (size - 1)) / 2 === Number(all)],
        ['pairs', isListOf(list, pairs)],
      ];
    },
  },
  {
    says: /^(\w+) would draw level only if at least (.+)% of all weight moved between criteria\.$/,
    check: ({ result, match: [, rival, part] }) => [
      ['rival', result.robustness?.nearest_challenger === rival],
      ['not more', Number(part) / 100 <= (result.robustness?.weight_margin ?? -1) + 1e-12],
    ],
  },
  {
    says: /^No change of weights can put another alternative ahead of (\w+)\.$/,
    check: ({ result }) => [['none', result.robustness?.weight_margin === null]],
  },
];

const SIGN: Readonly<Record<string, string>> = {
  wpm: '(weighted product)',
  waspas: '(WASPAS)',
  topsis: '(TOPSIS)',
  vikor: '(VIKOR)',
  promethee_i: '(PROMETHEE I)',
  promethee_ii: '(PROMETHEE II)',
  electre_i: '(ELECTRE I)',
  electre_iii: '(ELECTRE III)',
  spotis: '(SPOTIS)',
  edas: '(EDAS)',
  copras: '(COPRAS)',
  moora: '(MOORA)',
  multimoora: '(MULTIMOORA)',
  aras: '(ARAS)',
};

function isReason(reason: string, problem: MethodProblem, result: AnalyticResult): boolean {
  const best = result.recommended ?? '';
  const [, gone] = /^without (\w+) .+ would (?:be first|share first place with .+)$/.exec(reason) ?? [];
  if (gone !== undefined) return !same(ANEW.first(without(problem, gone)), [best]);
  if (reason.startsWith('the scale of')) return (result.robustness?.wider_scales.length ?? 0) > 0;
  if (reason.startsWith('the lead is less')) return (result.margin?.relative ?? 1) < 0.1 - 1e-12;
  if (reason.includes('first under fewer than half')) return shareOf(result, best) < 0.5;
  return rules(best, problem, result)[reason] ?? false;
}

/** What a method asks of a clear first place, where that does not hold. */
function rules(
  best: string,
  { alternatives }: MethodProblem,
  { details }: AnalyticResult,
): Readonly<Record<string, boolean>> {
  const ahead = ((details.outranks ?? []) as string[][]).filter(([one]) => one === best);
  const isNotAhead = ahead.length < alternatives.length - 1;
  const rankings = [details.rank_ratio, details.rank_reference_point, details.rank_multiplicative];
  return {
    'the conditions of a compromise do not both hold': details.C1 !== true || details.C2 !== true,
    'it does not outrank every other alternative': isNotAhead,
    'the kernel is not one alternative alone': listIn(details, 'kernel').length !== 1,
    'it is not ahead of every other alternative in both orders': isNotAhead,
    'the three rankings do not all put it first': rankings.some(
      (ranks) => (ranks as Record<string, number> | undefined)?.[best] !== 1,
    ),
  };
}

function listIn(details: AnalyticResult['details'], name: string): readonly string[] {
  return (details[name] ?? []) as string[];
}
