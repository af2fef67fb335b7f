import type { ProblemInput } from '../analytic-problems.js';
import { type Check, columnOf, isAbout, isListOf, names, NUMBER, same, scoreAt, shareOf, withScore } from './said.js'; // prettier-ignore
import type { Truth } from './truth.js';

/** What would change the outcome. */
export function changeChecks<P extends ProblemInput>(truth: Truth<P>): readonly Check<P>[] {
  return [...weightChecks(truth), ...scoreChecks(truth), ...stepChecks(truth), SAMPLES];
}

function weightChecks<P extends ProblemInput>(truth: Truth<P>): readonly Check<P>[] {
  return [
    {
      says: /^(\w+) stays first while the weight of (\w+), now (.+), is (?:between (.+) and (.+)|at least (.+)|at most (.+)), the other weights in proportion\.$/,
      check: ({ problem, match: [, best = '', criterion = '', now, from, to, least, most] }) => {
        const holds = (text: string) => truth.firstWith(problem, criterion, text).includes(best);
        const total = problem.criteria.reduce((sum, { weight }) => sum + weight, 0);
        return [
          ['now', isAbout(now, (problem.criteria[columnOf(problem, criterion)]?.weight ?? NaN) / total)],
          ['from', holds(from ?? least ?? '0')],
          ['to', holds(to ?? most ?? '1')],
        ];
      },
    },
    {
      says: /^No change of a single weight, the others in proportion, can put another alternative ahead\.$/,
      check: ({ problem, result }) => [
        [
          'both ends of each weight',
          problem.criteria.every(({ name }) =>
            ['0', '1'].every((end) => truth.firstWith(problem, name, end).includes(result.recommended ?? '')),
          ),
        ],
      ],
    },
  ];
}

/** One score changed, up to where the outcome is another one. */
function scoreChecks<P extends ProblemInput>(truth: Truth<P>): readonly Check<P>[] {
  const isSaid = (outcome: string | undefined, name: string, first: readonly string[]) =>
    outcome === 'win' ? same(first, [name]) : !first.includes(name);
  return [
    {
      says: new RegExp(
        `^(\\w+) would (win|lose first place to (.+)) with (\\w+) (above|below) ${NUMBER} \\(now ${NUMBER}\\), all else unchanged\\.$`,
      ),
      check: ({ problem, match: [, name = '', outcome, rivals = '', criterion = '', side, limit, now] }) => {
        const sign = side === 'above' ? 1 : -1;
        const at = (score: number) => truth.first(withScore(problem, { name, criterion, score }));
        const beyond = (step: number) => at(Number(limit) + sign * step);
        return [
          ['as it is', scoreAt(problem, name, criterion) === Number(now) && !isSaid(outcome, name, at(Number(now)))], // prettier-ignore
          ['beyond', isSaid(outcome, name, beyond(truth.step))],
          ['on that side', sign * (Number(limit) - Number(now)) >= 0],
          [
            'rivals',
            outcome === 'win' ||
              [1e-4, 1e-7, 1e-10].some((step) => beyond(step).some((first) => names(rivals).includes(first))),
          ],
        ];
      },
    },
    {
      says: new RegExp(
        `^(\\w+) would (win|lose first place to (.+)) with (\\w+) next to ${NUMBER}, the (upper|lower) end of its scale \\(now ${NUMBER}\\), all else unchanged\\.$`,
      ),
      check: ({ problem, match: [, name = '', outcome, rivals = '', criterion = '', side, end, now] }) => {
        const [from, to] = [Number(now), Number(side)];
        const at = (part: number) => truth.first(withScore(problem, { name, criterion, score: from + part * (to - from) })); // prettier-ignore
        const declared = problem.criteria[columnOf(problem, criterion)];
        return [
          ['as it is', scoreAt(problem, name, criterion) === from],
          ['end of the scale', to === (end === 'upper' ? declared?.max : declared?.min)],
          ['next to it', isSaid(outcome, name, at(1 - 1e-10))],
          ['not before', !isSaid(outcome, name, at(0.99))],
          ['rivals', outcome === 'win' || at(1 - 1e-10).some((first) => names(rivals).includes(first))],
        ];
      },
    },
  ];
}

function stepChecks<P extends ProblemInput>(truth: Truth<P>): readonly Check<P>[] {
  return [
    {
      says: /^No single score one step up or down, a level or a tenth of its scale, would change who is first \((\d+) tried\)\.$/,
      check: ({ result, match: [, tried] }) => [
        ['tried', result.robustness?.one_step.tried === Number(tried)],
        ['none', result.robustness?.one_step.turning === 0],
      ],
    },
    {
      says: new RegExp(
        `^In (\\d+) of (\\d+) cases a single score one step up or down, a level or a tenth of its scale, would change who is first, for example (\\w+) with (\\w+) ${NUMBER} instead of ${NUMBER}: then (.+) would (be first|share first place)\\.$`,
      ),
      check: ({ problem, result, match }) => {
        const [, turning, tried, name = '', criterion = '', , from, first = ''] = match;
        const step = result.robustness?.one_step;
        const score = step?.steps[0]?.to ?? NaN;
        const changed = truth.nearlyFirst(withScore(problem, { name, criterion, score }));
        return [
          ['counts', step?.turning === Number(turning) && step.tried === Number(tried)],
          ['as it is', scoreAt(problem, name, criterion) === Number(from)],
          ['then', isListOf(first.replace(' alone', ''), changed)],
          ['another', !same(changed, truth.first(problem))],
        ];
      },
    },
  ];
}

const SAMPLES: Check = {
  says: /^Of 40 samples with weights around the given ones, (.+?)(, ties counted for each)?\.$/,
  check: ({ result, match: [, list = '', ties] }) => {
    const said = [...list.matchAll(/(\w+)(?: is first)? in ((?:less|more) than )?(\d+)%/g)];
    const shares = Object.values(result.robustness?.smaa?.rank_acceptability ?? {}).map(
      ([first]) => first ?? 0,
    );
    return [
      ['someone', said.length > 0],
      [
        'shares',
        said.every(([, name = '', , part]) => Math.abs(shareOf(result, name) - Number(part) / 100) <= 0.01),
      ],
      [
        'those that tie',
        (result.ranking[0]?.tied_with ?? []).every((name) => said.some(([, other]) => other === name)),
      ],
      ['ties', (ties !== undefined) === shares.reduce((sum, share) => sum + share, 0) > 1 + 1e-9],
    ];
  },
};
