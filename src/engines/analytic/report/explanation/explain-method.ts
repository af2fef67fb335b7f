import type { Analysis } from '../../analysis/analysis.js';
import type { MethodName } from '../../problem/method.js';
import type { Findings } from '../findings/result.js';
import { listed, plural } from './wording.js';

/** What the scores of a method mean; nothing for weighted sums, which need no explanation. */
const MEANING: Readonly<Record<MethodName, string>> = {
  saw: '',
  wpm: 'The score is a product of the values, each to the power of its weight (weighted product).',
  waspas: 'The score mixes the weighted sum and the weighted product of the values (WASPAS).',
  topsis:
    'The score says where an alternative stands between the worst figures of all, which is 0, and the best, which is 1 (TOPSIS).',
  vikor:
    'The score is a regret, so less is better: 0 means nearest to the best both over all criteria and on the criterion of most regret (VIKOR).',
  promethee_i:
    'One alternative is ahead of another where it is preferred to the rest at least as much, and the rest is preferred to it no more (PROMETHEE I); no score follows.',
  promethee_ii:
    'The score says how far an alternative is preferred to the others less how far they are preferred to it, from -1 to 1 (PROMETHEE II).',
  electre_i:
    'No alternative in the kernel outranks another in it, while each one outside is outranked by one inside (ELECTRE I); no score follows.',
  electre_iii:
    'The rank is by the places in two orders, one made from the top and one from the bottom (ELECTRE III); no score follows.',
  spotis:
    'The score is the distance to the ideal in parts of the declared ranges, of which less is better (SPOTIS).',
  edas: 'The score says how far an alternative is above the mean of all and how little below, from 0 to 1 (EDAS).',
  copras: 'The score is the share of all merit there is, from benefits and from low costs (COPRAS).',
  moora:
    'The score is the benefits less the costs, each relative to the size of all scores on its criterion (MOORA).',
  multimoora:
    'The rank is what at least two of three rankings say of each pair (MULTIMOORA); no score follows.',
  aras: 'The score says how much an alternative has of what an ideal one would have, from 0 to 1 (ARAS).',
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
        ? 'it is first neither over all criteria nor on the criterion of most regret'
        : '';
  return [`The method does not tell ${listed(set)} apart: ${missing}.`];
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

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
