import type { AnalyticResult } from '../../../src/engines/analytic/report/findings/result.js';
import type { Judge, JudgedProblem } from '../judged-problems.js';
import { ANEW } from './method-truth.js';
import { type Claim, isAbout, isListOf, names } from './said.js';

interface Said {
  readonly judged: JudgedProblem;
  readonly result: AnalyticResult;
  readonly match: RegExpExecArray;
}

/** One kind of sentence about those who gave the scores. */
export interface JudgeCheck {
  readonly says: RegExp;
  readonly check: (said: Said) => readonly Claim[];
}

export const JUDGE_CHECKS: readonly JudgeCheck[] = [
  {
    says: /^The scores are the means of those of (\d+) judges(?:; their orders of the alternatives agree to (.+), on a scale from 0 for nothing in common to 1 for the same \(Kendall's W\))?\.$/,
    check: ({ judged, result, match: [, count, agreement] }) => {
      const { kendall_w = null, judges } = result.robustness?.judges ?? {};
      return [
        [
          'count',
          Number(count) === judged.judges.length && Object.keys(judges ?? {}).length === Number(count),
        ],
        ['agreement', kendall_w === null ? agreement === undefined : isAbout(agreement, kendall_w)],
      ];
    },
  },
  {
    says: /^By the scores of each alone, (.+)\.$/,
    check: ({ judged, match: [, list = ''] }) => {
      const said = list
        .split('; ')
        .map((item) => /^(.+) (?:is first|share first place) for (.+)$/.exec(item));
      return judged.judges.map(({ name, scores }): Claim => {
        const own = said.find((item) => item?.[2] === 'all of them' || names(item?.[2] ?? '').includes(name));
        return [name, isListOf(own?.[1] ?? '', firstBy(judged, scores))];
      });
    },
  },
  {
    says: /^Furthest from the scores of all together: (.+)\.$/,
    check: ({ judged, match: [, list = ''] }) =>
      [...list.matchAll(/(\w+) on (\w+) of (\w+) \((\d+) against (\d+)\)/g)].map(
        ([, name = '', criterion = '', alternative = '', own, group]): Claim => {
          const scores = judged.judges.find((judge) => judge.name === name)?.scores ?? [];
          const most = Math.max(...differences(judged, scores));
          return [
            name,
            at(judged, scores, alternative, criterion) === Number(own) &&
              at(judged, judged.plain.scores, alternative, criterion) === Number(group) &&
              Math.abs(Number(own) - Number(group)) === most,
          ];
        },
      ),
  },
  {
    says: /^Without the scores of (.+)\.$/,
    check: ({ judged, match: [, list = ''] }) =>
      list.split('; ').map((item): Claim => {
        const [, name = '', first = ''] =
          /^(?:without those of )?(\w+), (.+) would (?:be first|share first place)$/.exec(item) ?? [];
        return [item, isListOf(first, firstWithout(judged, name))];
      }),
  },
  {
    says: /^Leaving out the scores of any one judge does not change who is first\.$/,
    check: ({ judged }) =>
      judged.judges.map(({ name }): Claim => {
        const first = firstBy(judged, judged.plain.scores);
        const without = firstWithout(judged, name);
        return [name, without.length === first.length && without.every((other) => first.includes(other))];
      }),
  },
];

type Scores = Judge['scores'];

function firstBy({ plain }: JudgedProblem, scores: Scores): readonly string[] {
  return ANEW.first({ ...plain, scores: scores.map((row) => [...row]) });
}

function firstWithout(judged: JudgedProblem, name: string): readonly string[] {
  const others = judged.judges.filter((judge) => judge.name !== name);
  const mean = judged.plain.scores.map((row, index) =>
    row.map((_, column) => {
      const given = others.map(({ scores }) => scores[index]?.[column] ?? NaN);
      return given.reduce((sum, score) => sum + score, 0) / given.length;
    }),
  );
  return firstBy(judged, mean);
}

function at({ plain }: JudgedProblem, scores: Scores, alternative: string, criterion: string): number {
  const column = plain.criteria.findIndex(({ name }) => name === criterion);
  return scores[plain.alternatives.indexOf(alternative)]?.[column] ?? NaN;
}

/** Every criterion has the same declared scale, so that differences compare as they are. */
function differences({ plain }: JudgedProblem, scores: Scores): number[] {
  return plain.scores.flatMap((row, index) =>
    row.map((score, column) => Math.abs((scores[index]?.[column] ?? NaN) - score)),
  );
}
