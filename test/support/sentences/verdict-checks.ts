import type { ProblemInput } from '../analytic-problems.js';
import { type Check, isAbout, isListOf, isPercent, NUMBER, same, scoreAt } from './said.js';
import { secondOf, type Truth } from './truth.js';

/** What wins, by how much and against whom. */
export function verdictChecks<P extends ProblemInput>(truth: Truth<P>): readonly Check<P>[] {
  return [
    {
      says: new RegExp(
        `^(\\w+) is recommended: it scores ${NUMBER}, ${NUMBER}(?: \\((.+)%\\))? ahead of (.+?)(, which share second place)?\\.$`,
      ),
      check: ({ problem, match: [, best = '', score, lead, part, others = '', shared] }) => {
        const second = secondOf(problem, best, truth);
        const [own, next] = [best, second[0] ?? ''].map((name) => truth.scoreOf(problem, name) ?? NaN);
        const [a, b] = [own ?? NaN, next ?? NaN];
        const relative = Math.min(1, Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)));
        return [
          ['alone first', same(truth.first(problem), [best])],
          ['score', isAbout(score, a)],
          ['lead', isAbout(lead, Math.abs(a - b))],
          ['part is told', (part !== undefined) === truth.isCountedFromZero(problem)],
          ['part of the score', part === undefined || isPercent(part, relative)],
          ['second', isListOf(others, second)],
          ['share', (shared !== undefined) === second.length > 1],
        ];
      },
    },
    {
      says: /^(\w+) is recommended: it ranks first, ahead of (.+?)(, which share second place)?\.$/,
      check: ({ problem, match: [, best = '', others = '', shared] }) => {
        const second = secondOf(problem, best, truth);
        return [
          ['alone first', same(truth.first(problem), [best])],
          ['no score', truth.scoreOf(problem, best) === null],
          ['second', isListOf(others, second)],
          ['share', (shared !== undefined) === second.length > 1],
        ];
      },
    },
    {
      says: /^(\w+) is recommended as the only alternative; there is nothing to compare it with\.$/,
      check: ({ problem, match: [, best] }) => [['only', same(problem.alternatives, [best ?? ''])]],
    },
    {
      says: new RegExp(
        `^(.+) share first place(?: with a score of ${NUMBER})?; (\\w+) is named only because (it is listed first|it is the first of them that is not dominated)\\.$`,
      ),
      check: ({ problem, result, match: [, all = '', score, named = '', reason] }) => {
        const isDominated = (name: string) =>
          result.dominated.some(({ alternative }) => alternative === name);
        const first = truth.first(problem);
        const own = truth.scoreOf(problem, named);
        return [
          ['first', isListOf(all, first) && all.startsWith(named)],
          ['score', own === null ? score === undefined : isAbout(score, own)],
          ['reason', reason === 'it is listed first' || first.some(isDominated)],
          ['not dominated', !isDominated(named) || first.every(isDominated)],
        ];
      },
    },
    {
      says: /^Against (\w+) it gains on (.+) and loses on (.+)\.$/,
      check: ({ problem, result, match: [, other = '', gains = '', losses = ''] }) => {
        const item = /(\w+) \(([^ ]+) against ([^ ]+), ([+-].+?)\)/g;
        const said = [...`${gains} ${losses}`.matchAll(item)].map(([, criterion = '', own, their, worth]) => {
          const entry = result.head_to_head.find((each) => each.criterion === criterion);
          return (
            Number(own) === scoreAt(problem, result.recommended ?? '', criterion) &&
            Number(their) === scoreAt(problem, other, criterion) &&
            isAbout(worth, entry?.difference ?? NaN) &&
            Number(worth) > 0 === gains.includes(`${criterion} (`)
          );
        });
        const signs = result.head_to_head.filter(({ difference }) => Math.abs(difference) > 1e-9);
        return [
          ['runner-up', other === result.runner_up],
          ['figures', said.every(Boolean)],
          ['some left out', said.length === signs.length || `${gains} ${losses}`.includes('more')],
          ['no gain', gains !== 'no criterion' || signs.every(({ difference }) => difference < 0)],
          ['no loss', losses !== 'none' || signs.every(({ difference }) => difference > 0)],
        ];
      },
    },
    {
      says: /^(\w+) and (\w+) are level on every criterion that carries weight\.$/,
      check: ({ result }) => [
        ['level', result.head_to_head.every(({ difference }) => Math.abs(difference) < 1e-9)],
      ],
    },
  ];
}
