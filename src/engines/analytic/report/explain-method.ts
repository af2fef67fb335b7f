import type { Analysis } from '../analysis.js';
import type { Comparison } from '../methods/comparison.js';
import type { MethodName } from '../methods/method.js';
import type { Findings } from './result.js';
import { figure, listed, plural } from './wording.js';

/** What the scores of a method mean; nothing for weighted sums, which need no explanation. */
const MEANING: Readonly<Record<MethodName, string>> = {
  saw: '',
  wpm: 'The score is a product of the values, each to the power of its weight (weighted product).',
  waspas: 'The score mixes the weighted sum and the weighted product of the values (WASPAS).',
  topsis:
    'The score says where an alternative stands between the worst figures of all, which is 0, and the best, which is 1 (TOPSIS).',
  vikor:
    'The score is a regret, of which less is better: 0 for who is nearest to the best on the whole and on the worst criterion (VIKOR).',
  promethee_i:
    'An alternative is ahead of another where it is preferred to the rest at least as much and less is preferred to it (PROMETHEE I); no score follows.',
  promethee_ii:
    'The score says how far an alternative is preferred to the others less how far they are preferred to it, from -1 to 1 (PROMETHEE II).',
  electre_i:
    'Nothing in the kernel outranks another member, and every other alternative is outranked by one (ELECTRE I); no score follows.',
  electre_iii:
    'The rank is by the places in two orders, one made from the top and one from the bottom (ELECTRE III); no score follows.',
  spotis:
    'The score is the distance to the ideal in parts of the declared ranges, of which less is better (SPOTIS).',
  edas: 'The score says how far an alternative is above the mean of all and how little below, from 0 to 1 (EDAS).',
  copras: 'The score is the share of all significance, benefits and low costs together (COPRAS).',
  moora: 'The score is the benefits less the costs, each in parts of the length of its column (MOORA).',
  multimoora:
    'The rank is what at least two of three rankings say of each pair (MULTIMOORA); no score follows.',
  aras: 'The score is the part of what an ideal alternative would have, from 0 to 1 (ARAS).',
  ahp: 'The score is the share of all priority (AHP).',
};

/** How the method came to its order, where that needs an explanation. */
export function methodSentences({ method, details }: Findings, { problem }: Analysis): string[] {
  if (!method) return [];
  return [
    MEANING[method.name],
    ...compromise(details),
    ...kernel(details),
    ...incomparable(details, problem.alternatives),
  ].filter((sentence) => sentence !== '');
}

function compromise({ C1, C2, compromise_set: set }: Findings['details']): string[] {
  if (!isNames(set)) return [];
  if (set.length === 1) return ['Both conditions of a compromise hold, so it stands alone.'];
  const missing =
    C1 === false
      ? 'the lead over the second is too small'
      : C2 === false
        ? 'it is first neither on the whole nor on the worst criterion'
        : '';
  return [`The compromise is ${listed(set)}: ${missing}.`];
}

function kernel({ kernel: names, undecided }: Findings['details']): string[] {
  if (!isNames(names)) return [];
  const open =
    isNames(undecided) && undecided.length > 0 ? ` ${listed(undecided)} outrank each other in a circle.` : '';
  return [names.length === 0 ? `There is no kernel.${open}` : `The kernel is ${listed(names)}.${open}`];
}

function incomparable(
  { incomparable: pairs }: Findings['details'],
  alternatives: readonly string[],
): string[] {
  if (!Array.isArray(pairs) || pairs.length === 0) return [];
  const shown = pairs.filter(isNames).map(([a = '', b = '']) => `${a} with ${b}`);
  const all = (alternatives.length * (alternatives.length - 1)) / 2;
  return [
    `${plural(shown.length, '1 pair', `${shown.length} pairs`)} of ${all} cannot be compared: ${listed(shown, 3)}.`,
  ];
}

/** Where other methods give another result. */
export function comparisonSentences(comparison: Comparison | null, recommended: string | null): string[] {
  if (!comparison || comparison.methods.length < 2 || recommended === null) return [];
  const [own = '', ...others] = comparison.methods;
  const agree = others.filter((name) => comparison.first[name]?.includes(recommended) === true);
  const differ = others.filter((name) => !agree.includes(name));
  const who = differ.map((name) => `${listed(comparison.first[name] ?? [])} by ${name}`);
  const lowest = Math.min(...others.map((_, index) => comparison.kendall[0]?.[index + 1] ?? 0));
  const spread = `Kendall's tau with the order by ${own} is ${figure(lowest)} at the lowest.`;
  return [
    differ.length === 0
      ? `${recommended} is first by ${listed(agree, 16)} too.`
      : `First would be ${listed(who, 16)}${agree.length > 0 ? `, and ${recommended} by ${listed(agree, 16)} too` : ''}.`,
    spread,
  ];
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
