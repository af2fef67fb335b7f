import type { ProblemInput } from '../analytic-problems.js';
import { type Check, columnOf, isAbout, isListOf, NUMBER, same, scoreAt, shareOf, withScore } from './said.js'; // prettier-ignore
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

/** What is said to become of the first place: who takes it is all who are first then. */
function isSaid({ outcome, name, rivals }: ToldOutcome, first: readonly string[]): boolean {
  return outcome === 'win' ? same(first, [name]) : !first.includes(name) && isListOf(rivals, first);
}

interface ToldOutcome {
  readonly outcome: string | undefined;
  readonly name: string;
  readonly rivals: string;
}

/** How far beyond a limit who is first there is looked for: nearer than the next change, further than rounding. */
const BEYOND = [1e-5, 1e-6, 1e-7];

/** One score changed, up to where the outcome is another one. */
function scoreChecks<P extends ProblemInput>(truth: Truth<P>): readonly Check<P>[] {
  const isOut = (outcome: string | undefined, name: string, first: readonly string[]) =>
    outcome === 'win' ? same(first, [name]) : !first.includes(name);
  return [
    {
      says: new RegExp(
        `^(\\w+) would (win|lose first place to (.+)) with (\\w+) (above|below) ${NUMBER} \\(now ${NUMBER}(?:; at ${NUMBER} itself to (.+))?\\), all else unchanged\\.$`,
      ),
      check: ({ problem, match }) => {
        const [, name = '', outcome, rivals = '', criterion = '', side, limit, now, point, others] = match;
        const sign = side === 'above' ? 1 : -1;
        const at = (score: number) => truth.first(withScore(problem, { name, criterion, score }));
        const beyond = (step: number) => at(Number(limit) + sign * step);
        const there = at(Number(limit));
        return [
          ['as it is', scoreAt(problem, name, criterion) === Number(now) && !isOut(outcome, name, at(Number(now)))], // prettier-ignore
          ['beyond', isOut(outcome, name, beyond(truth.step))],
          ['on that side', sign * (Number(limit) - Number(now)) >= 0],
          ['first beyond', BEYOND.some((step) => isSaid({ outcome, name, rivals }, beyond(step)))],
          [
            'at the point',
            others === undefined
              ? outcome === 'win' || there.includes(name) || isListOf(rivals, there)
              : point === limit && !there.includes(name) && isListOf(others, there),
          ],
        ];
      },
    },
    {
      says: new RegExp(
        `^(\\w+) would (win|lose first place to (.+)) with (\\w+) (at|next to) ${NUMBER}(?:, the (upper|lower) end of its scale)? \\(now ${NUMBER}\\), all else unchanged\\.$`,
      ),
      check: ({ problem, match }) => {
        const [, name = '', outcome, rivals = '', criterion = '', place, side, end, now] = match;
        const [from, to] = [Number(now), Number(side)];
        const at = (part: number) => truth.first(withScore(problem, { name, criterion, score: from + part * (to - from) })); // prettier-ignore
        const declared = problem.criteria[columnOf(problem, criterion)];
        return [
          ['as it is', scoreAt(problem, name, criterion) === from],
          ['end of the scale', to === (end === 'upper' ? declared?.max : (declared?.min ?? 0))],
          ['there', isSaid({ outcome, name, rivals }, at(place === 'at' ? 1 : 1 - 1e-10))],
          ['not before', !isOut(outcome, name, at(place === 'at' ? 1 - 1e-6 : 0.99))],
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
