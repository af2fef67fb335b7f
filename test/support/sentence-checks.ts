import type { AnalyticResult } from '../../src/engines/analytic/report/result.js';
import type { ProblemInput } from './analytic-problems.js';
import {
  compared,
  decimal,
  exactFirst,
  exactRelations,
  exactScores,
  minus,
  plus,
  type Rational,
  times,
  whole,
  withoutAlternative,
  ZERO,
} from './exact-saw.js';

interface Said {
  readonly problem: ProblemInput;
  readonly result: AnalyticResult;
  readonly match: RegExpExecArray;
}

type Claim = readonly [claim: string, holds: boolean];

/** One kind of sentence, and what has to be so for it to be true. */
export interface Check {
  readonly says: RegExp;
  readonly check: (said: Said) => readonly Claim[];
}

const NUMBER = '(-?[0-9.]+(?:e-?[0-9]+)?)';
const RAW = '(-?[0-9.e-]+)';

export const CHECKS: readonly Check[] = [
  {
    says: new RegExp(
      `^(\\w+) is recommended: it scores ${NUMBER}, ${NUMBER} \\((.+)%\\) ahead of (.+?)(, which share second place)?\\.$`,
    ),
    check: ({ problem, match: [, best = '', score, lead, part, others = '', shared] }) => {
      const second = secondOf(problem, best);
      const [own, next] = [scoreOf(problem, best), scoreOf(problem, second[0] ?? '')];
      const relative =
        toNumber(minus(own, next)) / Math.max(Math.abs(toNumber(own)), Math.abs(toNumber(next)));
      return [
        ['alone first', same(exactFirst(problem), [best])],
        ['score', isAbout(score, toNumber(own))],
        ['lead', isAbout(lead, toNumber(minus(own, next)))],
        ['part of the score', isPercent(part, relative)],
        ['second', same(names(others), second)],
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
      `^(.+) share first place with a score of ${NUMBER}; (\\w+) is named only because (.+)\\.$`,
    ),
    check: ({ problem, result, match: [, all = '', score, named = '', reason] }) => {
      const isDominated = (name: string) => result.dominated.some(({ alternative }) => alternative === name);
      const tied = result.ranking[0]?.tied_with.length ?? 0;
      return [
        ['first', isListOf(all, exactFirst(problem), tied + 1)],
        ['score', isAbout(score, toNumber(scoreOf(problem, named)))],
        ['reason', reason === 'it is listed first' || exactFirst(problem).some(isDominated)],
        ['not dominated', !isDominated(named)],
      ];
    },
  },
  {
    says: /^That is a clear win\.$/,
    check: ({ problem, result }) => {
      const best = result.recommended ?? '';
      const others = problem.alternatives.filter((name) => name !== best);
      return [
        ['lead', (result.margin?.relative ?? 0) >= 0.1 - 1e-9],
        ['weights', shareOf(result, best) >= 0.5],
        ['wider scales', widened(problem).every(({ first }) => same(first, [best]))],
        [
          'without others',
          others.every((name) => same(exactFirst(withoutAlternative(problem, name)), [best])),
        ],
      ];
    },
  },
  {
    says: /^That is not a clear win: (.+)\.$/,
    check: ({ problem, result, match: [, reasons = ''] }) =>
      reasons.split('; ').map((reason): Claim => [reason, isReason(reason, problem, result)]),
  },
  {
    says: /^Against (\w+) it gains on (.+) and loses on (.+)\.$/,
    check: ({ problem, result, match: [, other = '', gains = '', losses = ''] }) => {
      const best = result.recommended ?? '';
      const item = /(\w+) \(([^ ]+) against ([^ ]+), ([+-].+?)\)/g;
      const said = [...`${gains} ${losses}`.matchAll(item)].map(([, criterion = '', own, their, worth]) => {
        const column = problem.criteria.findIndex(({ name }) => name === criterion);
        const [row, rival] = [best, other].map((name) => problem.scores[problem.alternatives.indexOf(name)]);
        const difference = result.head_to_head[column]?.difference ?? NaN;
        return (
          Number(own) === row?.[column] && Number(their) === rival?.[column] && isAbout(worth, difference)
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
  {
    says: /^(\w+) stays first while the weight of (\w+), now (.+), is (?:between (.+) and (.+)|at least (.+)|at most (.+)), the other weights in proportion\.$/,
    check: ({ problem, match: [, best = '', criterion = '', now, from, to, least, most] }) => {
      const holds = (text: string | undefined) =>
        text === undefined || weighted(problem, criterion, decimal(text)).includes(best);
      const column = problem.criteria.findIndex(({ name }) => name === criterion);
      const total = problem.criteria.reduce((sum, { weight }) => sum + weight, 0);
      return [
        ['now', isAbout(now, (problem.criteria[column]?.weight ?? NaN) / total)],
        ['from', holds(from ?? least)],
        ['to', holds(to ?? most)],
        ['open ends', holds(from === undefined && least === undefined ? '0' : '1') || from !== undefined],
      ];
    },
  },
  {
    says: /^No change of a single weight, the others in proportion, can put another alternative ahead\.$/,
    check: ({ problem, result }) => [
      [
        'both ends of each weight',
        problem.criteria.every(({ name }) =>
          [ZERO, whole(1)].every((end) => weighted(problem, name, end).includes(result.recommended ?? '')),
        ),
      ],
    ],
  },
  {
    says: /^(\w+) would draw level only if at least (.+)% of all weight moved between criteria\.$/,
    check: ({ problem, result, match: [, rival, part] }) => {
      const shifts = smallestShifts(problem, result.recommended ?? '');
      const smallest = Math.min(...shifts.values());
      const claimed = Number(part) / 100;
      return [
        ['not more than it takes', claimed <= smallest + 1e-12],
        ['not much less', claimed >= smallest * 0.89 - 1e-12],
        ['nearest', (shifts.get(rival ?? '') ?? Infinity) <= smallest + 1e-9],
      ];
    },
  },
  {
    says: /^No change of weights can put another alternative ahead of (\w+)\.$/,
    check: ({ problem, match: [, best = ''] }) => [
      ['nowhere worse', Math.min(...smallestShifts(problem, best).values()) === Infinity],
    ],
  },
  {
    says: new RegExp(
      `^(\\w+) would (win|lose first place to (.+)) with (\\w+) (above|below) ${RAW} \\(now ${RAW}\\), all else unchanged\\.$`,
    ),
    check: ({ problem, match: [, name = '', outcome, , criterion = '', side, limit, now] }) => {
      const sign = side === 'above' ? 1 : -1;
      const at = (score: number) => exactFirst(withScore(problem, name, criterion, score));
      const beyond = at(Number(limit) + sign * 1e-6);
      const isSaid = (first: readonly string[]) =>
        outcome === 'win' ? same(first, [name]) : !first.includes(name);
      return [
        ['as it is', scoreAt(problem, name, criterion) === Number(now) && !isSaid(at(Number(now)))],
        ['beyond', isSaid(beyond)],
        ['on that side', sign * (Number(limit) - Number(now)) >= 0],
        ['near the limit', !isSaid(at(Number(limit) - sign * 0.02 * Math.max(1, Math.abs(Number(limit)))))],
      ];
    },
  },
  {
    says: /^No single score one step up or down, a level or a tenth of its scale, would change who is first \((\d+) tried\)\.$/,
    check: ({ result, match: [, tried] }) => [
      ['tried', result.robustness?.one_step.tried === Number(tried)],
      ['none', result.robustness?.one_step.turning === 0],
    ],
  },
  {
    says: new RegExp(
      `^In (\\d+) of (\\d+) cases a single score one step up or down, a level or a tenth of its scale, would change who is first, for example (\\w+) with (\\w+) ${RAW} instead of ${RAW}: then (.+) would (be first|share first place)\\.$`,
    ),
    check: ({
      problem,
      result,
      match: [, turning, tried, name = '', criterion = '', , from, first = ''],
    }) => {
      const step = result.robustness?.one_step;
      const changed = withScore(problem, name, criterion, step?.steps[0]?.to ?? NaN);
      return [
        ['counts', step?.turning === Number(turning) && step.tried === Number(tried)],
        ['as it is', scoreAt(problem, name, criterion) === Number(from)],
        ['then', same(names(first.replace(' alone', '')), nearlyFirst(changed))],
        ['another', !same(nearlyFirst(changed), exactFirst(problem))],
      ];
    },
  },
  {
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
  },
  {
    says: /^Without (\w+), (.+) would (be first|share first place|share first place with ([^;]+)|not be first but ([^;]+))\.$/,
    check: ({ problem, match: [, gone = '', one = '', fate, partners, others] }) => {
      const first = exactFirst(withoutAlternative(problem, gone));
      const said =
        others === undefined
          ? [...names(one.replace(' alone', '')), ...names(partners ?? '')]
          : names(others);
      const isGone = others !== undefined && first.includes(one);
      return [
        ['first', same(said, first)],
        ['fate', !isGone && (fate === 'be first') === (first.length === 1 && others === undefined)],
      ];
    },
  },
  {
    says: /^Without (\w+), (.+?) would (.+?); leaving out (?:1 other|any one of (\d+) others) changes the first place too\.$/,
    check: ({ result, match: [, gone, , , count] }) => {
      const changes = result.robustness?.rank_reversal.first_place ?? [];
      return [
        ['count', changes.length - 1 === Number(count ?? 1)],
        ['example', changes[0]?.without === gone],
      ];
    },
  },
  {
    says: /^Without (\w+), (\w+) (?:and (\w+) would be level|would rank above (\w+))(, with which it is level now)?(; (\d+) more such changes? (?:is|are) possible)?\.$/,
    check: ({ problem, result, match: [, gone = '', a = '', level, behind, wasLevel, , more] }) => {
      const pair = (relations: ReadonlyMap<string, string | null>) =>
        relations.get(`${a} ${level ?? behind ?? ''}`) ??
        relations.get(`${level ?? behind ?? ''} ${a}`) ??
        null;
      const [before, after] = [
        pair(exactRelations(problem)),
        pair(exactRelations(withoutAlternative(problem, gone))),
      ];
      return [
        ['then', after === (level === undefined ? a : null)],
        ['before', before !== after && (wasLevel !== undefined) === (before === null)],
        ['count', result.robustness?.rank_reversal.swap_count === Number(more ?? 0) + 1],
      ];
    },
  },
  {
    says: /^In all, leaving out one alternative can change the order of two others in (\d+) cases?\.$/,
    check: ({ problem, match: [, count] }) => [['count', changedPairs(problem) === Number(count)]],
  },
  {
    says: /^(Leaving out any one alternative does not|Adding or leaving out alternatives cannot) change the order of the others\.$/,
    check: ({ problem }) => [['no pair', changedPairs(problem) === 0]],
  },
  {
    says: /^The scales? of (.+) (?:is|are) made of the scores at hand, so another alternative could change the values\.$/,
    check: ({ problem, match: [, list = ''] }) => [
      [
        'scales',
        ['minmax', 'max', 'sum'].includes(methodOf(problem)) &&
          same(
            names(list),
            problem.criteria.map(({ name }) => name),
          ),
      ],
    ],
  },
  {
    says: /^(.+) (?:is|are) dominated(?: and need not be considered further|, but (?:it still takes|they still take) part in the comparison)\.$/,
    check: ({ problem, result, match: [sentence = '', list = ''] }) => [
      [
        'by',
        [...list.matchAll(/(\w+) \(by (.+?)\)/g)].every(([, name = '', by = '']) =>
          names(by).every((other) => /\d more/.test(other) || dominates(problem, other, name)),
        ),
      ],
      ['all', /\d more/.test(list) || [...list.matchAll(/(\w+) \(by/g)].length === result.dominated.length],
      ['need not', !sentence.includes('need not') || ['bounds', 'none'].includes(methodOf(problem))],
    ],
  },
  {
    says: /^(.+) (?:is|are) the same for all alternatives, so (?:it decides|they decide) nothing\.$/,
    check: ({ problem, match: [, list = ''] }) => [
      [
        'constant',
        names(list).every(
          (name) =>
            new Set(
              problem.scores.map(
                (row) => row[problem.criteria.findIndex((criterion) => criterion.name === name)],
              ),
            ).size === 1,
        ),
      ],
    ],
  },
];

function isReason(reason: string, problem: ProblemInput, result: AnalyticResult): boolean {
  const best = result.recommended ?? '';
  const [, without, others] =
    /^without (\w+) (.+) would (?:be first|share first place with .+)$/.exec(reason) ?? [];
  if (without !== undefined) {
    const first = exactFirst(withoutAlternative(problem, without));
    return !same(first, [best]) && (first.includes(best) || same(first, names(others ?? '')));
  }
  if (reason.startsWith('the scale of')) return widened(problem).some(({ first }) => !same(first, [best]));
  if (reason.startsWith('the lead is less')) return (result.margin?.relative ?? 1) < 0.1 - 1e-12;
  return shareOf(result, best) < 0.5 && reason.includes(`${best} is first under fewer than half`);
}

/** Twice the width of each scale made of the scores, and all from zero; factors on contributions do the same. */
function widened(problem: ProblemInput): { first: readonly string[] }[] {
  const normalization = methodOf(problem);
  if (normalization === 'bounds' || normalization === 'none') return [];
  const half: Rational = { over: 1n, under: 2n };
  const halved = problem.criteria.map((_, column) =>
    problem.criteria.map((__, index) => (index === column ? half : whole(1))),
  );
  const fromZero = problem.criteria.map((_, column) => {
    const scores = problem.scores.map((row) => row[column] ?? NaN);
    return { over: BigInt(Math.max(...scores) - Math.min(...scores)), under: BigInt(Math.max(...scores)) };
  });
  const attempts = normalization === 'minmax' ? [...halved, fromZero] : halved;
  return attempts.map((factors) => ({ first: exactFirst(problem, factors) }));
}

/** Who is first with one weight set and the others in proportion; they share equally where they have none. */
function weighted(problem: ProblemInput, criterion: string, weight: Rational): string[] {
  const column = problem.criteria.findIndex(({ name }) => name === criterion);
  const total = problem.criteria.reduce((sum, other) => sum + other.weight, 0);
  const own = problem.criteria[column]?.weight ?? NaN;
  const rest = total - own;
  if (rest === 0) return exactFirst(problem);
  const share = minus(whole(1), weight);
  const factors = problem.criteria.map((_, index) =>
    index === column
      ? times(weight, { over: BigInt(total), under: BigInt(own) })
      : times(share, { over: BigInt(total), under: BigInt(rest) }),
  );
  return exactFirst(problem, factors);
}

/** Per rival the least weight that has to move for it to draw level: from where the best is strongest to its weakest. */
function smallestShifts(problem: ProblemInput, best: string): Map<string, number> {
  const total = problem.criteria.reduce((sum, { weight }) => sum + weight, 0);
  const parts = problem.criteria.map((_, column) =>
    exactScores(
      problem,
      problem.criteria.map((__, index) => (index === column ? whole(1) : ZERO)),
    ).map(toNumber),
  );
  const own = problem.alternatives.indexOf(best);
  return new Map(
    problem.alternatives.flatMap((name, rival): [string, number][] => {
      if (rival === own) return [];
      const columns = problem.criteria.map(({ weight }, column) => {
        const share = weight / total;
        return { share, gain: ((parts[column]?.[own] ?? NaN) - (parts[column]?.[rival] ?? NaN)) / share };
      });
      return [[name, shift(columns)]];
    }),
  );
}

function shift(columns: readonly { share: number; gain: number }[]): number {
  const weakest = Math.min(...columns.map(({ gain }) => gain));
  let lead = columns.reduce((sum, { share, gain }) => sum + share * gain, 0);
  if (lead < 1e-12) return 0;
  if (weakest > -1e-12) return Infinity;
  let moved = 0;
  for (const { share, gain } of columns.toSorted((a, b) => b.gain - a.gain)) {
    const part = Math.min(share, lead / (gain - weakest));
    moved += part;
    lead -= part * (gain - weakest);
    if (lead < 1e-15) break;
  }
  return moved;
}

function changedPairs(problem: ProblemInput): number {
  const before = exactRelations(problem);
  return problem.alternatives.reduce((count, gone) => {
    const after = exactRelations(withoutAlternative(problem, gone));
    return count + [...after].filter(([pair, relation]) => before.get(pair) !== relation).length;
  }, 0);
}

/** The best of the others, as they score beside the first. */
function secondOf(problem: ProblemInput, best: string): string[] {
  const rest = problem.alternatives.filter((name) => name !== best);
  const isBest = (name: string) =>
    rest.every((other) => compared(scoreOf(problem, other), scoreOf(problem, name)) <= 0);
  return rest.filter(isBest);
}

/** First but for what a step of a tenth cannot hit exactly. */
function nearlyFirst(problem: ProblemInput): string[] {
  const scores = exactScores(problem).map(toNumber);
  const highest = Math.max(...scores);
  return problem.alternatives.filter(
    (_, index) => (scores[index] ?? NaN) >= highest - 1e-9 * Math.abs(highest),
  );
}

function dominates(problem: ProblemInput, a: string, b: string): boolean {
  const [own, other] = [a, b].map((name) => problem.scores[problem.alternatives.indexOf(name)] ?? []);
  const leads = problem.criteria.map(({ direction }, column) => {
    const lead = (own?.[column] ?? NaN) - (other?.[column] ?? NaN);
    return direction === 'cost' ? -lead : lead;
  });
  return leads.every((lead) => lead >= 0) && leads.some((lead) => lead > 0);
}

function withScore(problem: ProblemInput, name: string, criterion: string, score: number): ProblemInput {
  const column = problem.criteria.findIndex((candidate) => candidate.name === criterion);
  const row = problem.alternatives.indexOf(name);
  const scores = problem.scores.map((cells, index) => (index === row ? cells.with(column, score) : cells));
  return { ...problem, scores };
}

function scoreAt(problem: ProblemInput, name: string, criterion: string): number {
  const column = problem.criteria.findIndex((candidate) => candidate.name === criterion);
  return problem.scores[problem.alternatives.indexOf(name)]?.[column] ?? NaN;
}

function scoreOf(problem: ProblemInput, name: string): Rational {
  return plus(exactScores(problem)[problem.alternatives.indexOf(name)] ?? ZERO, ZERO);
}

function shareOf(result: AnalyticResult, name: string): number {
  return result.robustness?.smaa?.rank_acceptability[name]?.[0] ?? 1;
}

function methodOf(problem: ProblemInput): string {
  return (problem.method as { normalization: string }).normalization;
}

function names(list: string): string[] {
  return list === '' ? [] : list.split(/, | and /);
}

/** Long lists end in "and 2 more". */
function isListOf(list: string, all: readonly string[], count: number): boolean {
  const [, more] = /and (\d+) more$/.exec(list) ?? [];
  const shown = names(list.replace(/ and \d+ more$/, ''));
  return (
    shown.every((name) => all.includes(name)) &&
    shown.length + Number(more ?? 0) === count &&
    count === all.length
  );
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return compared(whole(a.length), whole(b.length)) === 0 && a.every((name) => b.includes(name));
}

/** Three digits, to the nearest. */
function isAbout(text: string | undefined, number: number): boolean {
  return Math.abs(Number(text) - number) <= 0.0051 * Math.abs(number) + 1e-12;
}

function isPercent(text: string | undefined, part: number): boolean {
  return (
    Math.abs(Number(/[\d.e-]+/.exec(text ?? '')?.[0]) - part * 100) <=
    (part < 0.1 ? 0.1 * part * 100 : 0.5001) + 1e-9
  );
}

function toNumber({ over, under }: Rational): number {
  return Number((over * 10n ** 30n) / under) / 1e30;
}
