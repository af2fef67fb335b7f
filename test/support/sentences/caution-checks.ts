import type { ProblemInput } from '../analytic-problems.js';
import { type Check, isListOf, names, same, scoreAt, without } from './said.js';
import { changedPairs, dominates, type Truth } from './truth.js';

/** What to beware of: who leaves, what is dominated, what decides nothing. */
export function cautionChecks<P extends ProblemInput>(truth: Truth<P>): readonly Check<P>[] {
  return [...departureChecks(truth), ...criterionChecks(truth)];
}

function departureChecks<P extends ProblemInput>(truth: Truth<P>): readonly Check<P>[] {
  return [
    {
      says: /^Without (\w+), (.+?) would (be first|share first place|share first place with ([^;]+?)|not be first but ([^;]+?))(?:; leaving out (?:1 other|any one of (\d+) others) (changes) the first place too)?\.$/,
      check: ({ problem, result, match }) => {
        const [, gone = '', one = '', fate, partners, others, count, more] = match;
        const first = truth.first(without(problem, gone));
        const own = one.replace(' alone', '');
        const said = others ?? (partners === undefined ? own : `${own} and ${partners}`);
        const changes = result.robustness?.rank_reversal.first_place ?? [];
        return [
          ['first', isListOf(said, first)],
          ['fate', others === undefined ? (fate === 'be first') === (first.length === 1) : !first.includes(one)], // prettier-ignore
          ['count', more === undefined || changes.length - 1 === Number(count ?? 1)],
        ];
      },
    },
    {
      says: /^Without (\w+), (\w+) (?:and (\w+) would be level|would rank above (\w+))(, with which it is level now)?(; (\d+) more such changes? (?:is|are) possible)?\.$/,
      check: ({ problem, result, match: [, gone = '', a = '', level, behind, wasLevel, , more] }) => {
        const other = level ?? behind ?? '';
        const [before, after] = [problem, without(problem, gone)].map((each) =>
          truth.relation(each, a, other),
        );
        return [
          ['then', after === (level === undefined ? 1 : 0)],
          ['before', before !== after && (wasLevel !== undefined) === (before === 0)],
          ['count', result.robustness?.rank_reversal.swap_count === Number(more ?? 0) + 1],
        ];
      },
    },
    {
      says: /^In all, leaving out one alternative can change the order of two others in (\d+) cases?\.$/,
      check: ({ problem, match: [, count] }) => [['count', changedPairs(problem, truth) === Number(count)]],
    },
    {
      says: /^(?:Leaving out any one alternative does not|Adding or leaving out alternatives cannot) change the order of the others\.$/,
      check: ({ problem }) => [['no pair', changedPairs(problem, truth) === 0]],
    },
    {
      says: /^(.+) (?:is|are) dominated(?: and need not be considered further|, but (?:it still takes|they still take) part in the comparison)\.$/,
      check: ({ problem, result, match: [sentence, list = ''] }) => {
        const said = [...list.matchAll(/(\w+) \(by (.+?)\)/g)];
        return [
          [
            'by',
            said.every(([, name = '', by = '']) => names(by).every((other) => dominates(problem, other, name))), // prettier-ignore
          ],
          ['all', /\d more$/.test(list) || said.length === result.dominated.length],
          ['need not', !sentence.includes('need not') || truth.isFree(problem, result)],
        ];
      },
    },
  ];
}

function criterionChecks<P extends ProblemInput>({ isFree }: Truth<P>): readonly Check<P>[] {
  return [
    {
      says: /^The scales? of (.+) (?:is|are) made of the scores at hand, so another alternative could change the values\.$/,
      check: ({ problem, result, match: [, list = ''] }) => [
        ['scales', !isFree(problem, result) && same(names(list), problem.criteria.map(({ name }) => name))], // prettier-ignore
      ],
    },
    {
      says: /^(.+) (?:is|are) the same for all alternatives, so (?:it decides|they decide) nothing\.$/,
      check: ({ problem, match: [, list = ''] }) => [
        [
          'constant',
          names(list).every(
            (name) => new Set(problem.alternatives.map((row) => scoreAt(problem, row, name))).size === 1,
          ),
        ],
      ],
    },
  ];
}
