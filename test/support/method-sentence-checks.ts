import { analyse } from '../../src/engines/analytic/analysis.js';
import { parseProblem } from '../../src/engines/analytic/parsing/parse-problem.js';
import type { AnalyticResult } from '../../src/engines/analytic/report/result.js';
import type { MethodProblem } from './method-problems.js';

interface Said {
  readonly problem: MethodProblem;
  readonly result: AnalyticResult;
  readonly match: RegExpExecArray;
}

type Claim = readonly [claim: string, holds: boolean];

/** One kind of sentence under any method, and what has to be so for it to be true. */
export interface MethodCheck {
  readonly says: RegExp;
  readonly check: (said: Said) => readonly Claim[];
}

const NUMBER = '(-?[0-9.]+(?:e-?[0-9]+)?)';

/** What changes is computed anew, of a changed problem; what is said of the problem itself is in the result. */
export const METHOD_CHECKS: readonly MethodCheck[] = [
  {
    says: new RegExp(
      `^(\\w+) is recommended: it scores ${NUMBER}, ${NUMBER}(?: \\((.+)%\\))? ahead of (.+?)(, which share second place)?\\.$`,
    ),
    check: ({ problem, result, match: [, best = '', score, lead, part, others = '', shared] }) => {
      const [first, second] = result.ranking;
      const [own, next] = [first?.score ?? NaN, second?.score ?? NaN];
      const isOfScore = !['promethee_ii', 'moora'].includes(nameOf(problem)) && problem.method.log !== true;
      return [
        ['alone first', same(firstOf(problem), [best])],
        ['score', isAbout(score, own)],
        ['lead', isAbout(lead, Math.abs(own - next))],
        ['part', (part !== undefined) === isOfScore && (part === undefined || isPart(part, own, next))],
        ['second', same(names(others), [second?.alternative ?? '', ...(second?.tied_with ?? [])])],
        ['shared', (shared !== undefined) === names(others).length > 1],
      ];
    },
  },
  {
    says: /^(\w+) is recommended: it ranks first, ahead of (.+)\.$/,
    check: ({ problem, result, match: [, best = '', others = ''] }) => [
      ['alone first', same(firstOf(problem), [best])],
      ['no score', result.ranking.every(({ score }) => score === null)],
      [
        'second',
        isPartOf(
          names(others),
          result.ranking.filter(({ rank }) => rank === result.ranking[1]?.rank),
        ),
      ],
    ],
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
      const isDominated = (name: string) => result.dominated.some(({ alternative }) => alternative === name);
      const first = firstOf(problem);
      return [
        [
          'first',
          isPartOf(
            names(all),
            first.map((alternative) => ({ alternative })),
          ) && names(all).includes(named),
        ],
        ['score', score === undefined || isAbout(score, result.ranking[0]?.score ?? NaN)],
        ['reason', reason === 'it is listed first' || first.some(isDominated)],
        ['not dominated', !isDominated(named) || first.every(isDominated)],
      ];
    },
  },
  {
    says: /^That is a clear win\.$/,
    check: ({ problem, result }) => [
      ['said', result.clear_winner],
      ['weights', shareOf(result, result.recommended ?? '') >= 0.5],
      [
        'without others',
        problem.alternatives.every(
          (name) =>
            name === result.recommended || same(firstOf(without(problem, name)), [result.recommended ?? '']),
        ),
      ],
    ],
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
      [
        'both',
        details.C1 === true && details.C2 === true && (details.compromise_set as string[]).length === 1,
      ],
    ],
  },
  {
    says: /^The compromise is (.+): (the lead over the second is too small|it is first neither on the whole nor on the worst criterion|several are level at the top)\.$/,
    check: ({ result: { details }, match: [, list = '', reason = ''] }) => [
      [
        'set',
        isPartOf(
          names(list),
          (details.compromise_set as string[]).map((alternative) => ({ alternative })),
        ),
      ],
      ['C1', reason.startsWith('the lead') === (details.C1 === false)],
      ['C2', reason.startsWith('it is first neither') === (details.C1 === true && details.C2 === false)],
    ],
  },
  {
    says: /^(?:The kernel is (.+?)|There is no kernel)\.$/,
    check: ({ result: { details }, match: [, kernel = ''] }) => [
      [
        'kernel',
        isPartOf(
          names(kernel),
          (details.kernel as string[]).map((alternative) => ({ alternative })),
        ),
      ],
    ],
  },
  {
    says: /^(.+) outrank each other in a circle\.$/,
    check: ({ result: { details }, match: [, circle = ''] }) => [
      [
        'circle',
        isPartOf(
          names(circle),
          (details.undecided as string[]).map((alternative) => ({ alternative })),
        ),
      ],
    ],
  },
  {
    says: /^(\d+) pairs? of (\d+) cannot be compared: (.+)\.$/,
    check: ({ problem, result: { details }, match: [, count, all, list = ''] }) => {
      const pairs = details.incomparable as string[][];
      const size = problem.alternatives.length;
      return [
        ['count', pairs.length === Number(count) && (size * (size - 1)) / 2 === Number(all)],
        [
          'pairs',
          [...list.matchAll(/(\w+) with (\w+)/g)].every(([, a, b]) =>
            pairs.some(([x, y]) => x === a && y === b),
          ),
        ],
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
        ['all', said.length === signs.length || `${gains} ${losses}`.includes('more')],
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
    check: ({ problem, result, match: [, best = '', criterion = '', now, from, to, least, most] }) => {
      const holds = (text: string | undefined) =>
        text === undefined || firstOf(weighted(problem, criterion, Number(text))).includes(best);
      return [
        ['now', isAbout(now, result.weights.used[criterion] ?? NaN)],
        ['from', holds(from ?? least)],
        ['to', holds(to ?? most)],
      ];
    },
  },
  {
    says: /^No change of a single weight, the others in proportion, can put another alternative ahead\.$/,
    check: ({ problem, result }) => [
      [
        'both ends of each weight',
        problem.criteria.every(({ name }) =>
          [1e-9, 1 - 1e-9].every((end) =>
            firstOf(weighted(problem, name, end)).includes(result.recommended ?? ''),
          ),
        ),
      ],
    ],
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
  {
    says: new RegExp(
      `^(\\w+) would (win|lose first place to (.+)) with (\\w+) (above|below) ${NUMBER} \\(now ${NUMBER}\\), all else unchanged\\.$`,
    ),
    check: ({ problem, match: [, name = '', outcome, rivals = '', criterion = '', side, limit, now] }) => {
      const sign = side === 'above' ? 1 : -1;
      const beyond = firstOf(withScore(problem, name, criterion, Number(limit) + sign * 1e-4));
      return [
        ['as it is', scoreAt(problem, name, criterion) === Number(now)],
        ['on that side', sign * (Number(limit) - Number(now)) >= 0],
        ['beyond', outcome === 'win' ? same(beyond, [name]) : !beyond.includes(name)],
        [
          'rivals',
          outcome === 'win' ||
            [1e-4, 1e-7, 1e-10].some((step) =>
              firstOf(withScore(problem, name, criterion, Number(limit) + sign * step)).some((first) =>
                names(rivals).includes(first),
              ),
            ),
        ],
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
      `^In (\\d+) of (\\d+) cases a single score one step up or down, a level or a tenth of its scale, would change who is first, for example (\\w+) with (\\w+) ${NUMBER} instead of ${NUMBER}: then (.+) would (be first|share first place)\\.$`,
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
        [
          'then',
          isPartOf(
            names(first.replace(' alone', '')),
            firstOf(changed).map((alternative) => ({ alternative })),
          ),
        ],
        ['another', !same(firstOf(changed), firstOf(problem))],
      ];
    },
  },
  {
    says: /^Of 40 samples with weights around the given ones, (.+?)(, ties counted for each)?\.$/,
    check: ({ result, match: [, list = ''] }) => {
      const said = [...list.matchAll(/(\w+)(?: is first)? in ((?:less|more) than )?(\d+)%/g)];
      return [
        ['someone', said.length > 0],
        [
          'shares',
          said.every(([, name = '', , part]) => Math.abs(shareOf(result, name) - Number(part) / 100) <= 0.01),
        ],
      ];
    },
  },
  {
    says: /^Without (\w+), (.+) would (be first|share first place|share first place with ([^;]+?)|not be first but ([^;]+?))(?:; leaving out (?:1 other|any one of (\d+) others) changes the first place too)?\.$/,
    check: ({ problem, match: [, gone = '', one = '', fate, partners, others] }) => {
      const first = firstOf(without(problem, gone));
      const said =
        others === undefined
          ? [...names(one.replace(' alone', '')), ...names(partners ?? '')]
          : names(others);
      return [
        [
          'first',
          isPartOf(
            said,
            first.map((alternative) => ({ alternative })),
          ),
        ],
        [
          'fate',
          others === undefined ? (fate === 'be first') === (first.length === 1) : !first.includes(one),
        ],
      ];
    },
  },
  {
    says: /^Without (\w+), (\w+) (?:and (\w+) would be level|would rank above (\w+))(, with which it is level now)?(; (\d+) more such changes? (?:is|are) possible)?\.$/,
    check: ({ problem, result, match: [, gone = '', a = '', level, behind, wasLevel, , more] }) => {
      const other = level ?? behind ?? '';
      const [before, after] = [relation(problem, a, other), relation(without(problem, gone), a, other)];
      return [
        ['then', after === (level === undefined ? 1 : 0)],
        ['before', before !== after && (wasLevel !== undefined) === (before === 0)],
        ['count', result.robustness?.rank_reversal.swap_count === Number(more ?? 0) + 1],
      ];
    },
  },
  {
    says: /^In all, leaving out one alternative can change the order of two others in (\d+) cases?\.$/,
    check: ({ problem, match: [, count] }) => [['count', changedPairs(problem) === Number(count)]],
  },
  {
    says: /^(?:Leaving out any one alternative does not|Adding or leaving out alternatives cannot) change the order of the others\.$/,
    check: ({ problem }) => [['no pair', changedPairs(problem) === 0]],
  },
  {
    says: /^The scales? of (.+) (?:is|are) made of the scores at hand, so another alternative could change the values\.$/,
    check: ({ problem }) => [['sums', nameOf(problem) === 'saw']],
  },
  {
    says: /^(.+) (?:is|are) dominated(?: and need not be considered further|, but (?:it still takes|they still take) part in the comparison)\.$/,
    check: ({ problem, result, match: [sentence, list = ''] }) => [
      [
        'by',
        [...list.matchAll(/(\w+) \(by (\w+)/g)].every(([, name = '', by = '']) =>
          dominates(problem, by, name),
        ),
      ],
      ['need not', !sentence.includes('need not') || result.robustness?.rank_reversal.structural === true],
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
  if (gone !== undefined) return !same(firstOf(without(problem, gone)), [best]);
  if (reason.startsWith('the scale of')) return (result.robustness?.wider_scales.length ?? 0) > 0;
  if (reason.startsWith('the lead is less')) return (result.margin?.relative ?? 1) < 0.1 - 1e-12;
  if (reason.includes('first under fewer than half')) return shareOf(result, best) < 0.5;
  const { details } = result;
  const rules: Readonly<Record<string, boolean>> = {
    'the conditions of a compromise do not both hold': details.C1 !== true || details.C2 !== true,
    'it does not outrank every other alternative': !outranksAll(details.outranks, best, problem),
    'the kernel is not one alternative alone': (details.kernel as unknown[] | undefined)?.length !== 1,
    'it is not ahead of every other alternative in both orders': !outranksAll(
      details.outranks,
      best,
      problem,
    ),
    'the three rankings do not all put it first': [
      details.rank_ratio,
      details.rank_reference_point,
      details.rank_multiplicative,
    ].some((ranks) => (ranks as Record<string, number> | undefined)?.[best] !== 1),
  };
  return rules[reason] ?? false;
}

function outranksAll(pairs: unknown, best: string, { alternatives }: MethodProblem): boolean {
  const list = (pairs ?? []) as readonly (readonly string[])[];
  return list.filter(([one]) => one === best).length === alternatives.length - 1;
}

function analysed(problem: MethodProblem) {
  const { outcome, framed } = analyse(parseProblem({ ...problem, robustness: { samples: 0 } }));
  return { ranks: outcome?.ranks ?? [], alternatives: framed.matrix.alternatives };
}

function firstOf(problem: MethodProblem): string[] {
  const { ranks, alternatives } = analysed(problem);
  return alternatives.filter((_, index) => ranks[index] === 1);
}

/** 1 where the one is ahead, -1 where it is behind, 0 where both are level. */
function relation(problem: MethodProblem, one: string, other: string): number {
  const { ranks, alternatives } = analysed(problem);
  const [a, b] = [one, other].map((name) => ranks[alternatives.indexOf(name)] ?? NaN);
  return Math.sign((b ?? NaN) - (a ?? NaN));
}

function changedPairs(problem: MethodProblem): number {
  const before = analysed(problem).ranks;
  const { alternatives } = problem;
  let count = 0;
  for (const [removed, gone] of alternatives.entries()) {
    const after = analysed(without(problem, gone)).ranks.toSpliced(removed, 0, NaN);
    for (let a = 0; a < alternatives.length; a += 1) {
      for (let b = a + 1; b < alternatives.length; b += 1) {
        if (a === removed || b === removed) continue;
        const [was, is] = [before, after].map((ranks) => Math.sign((ranks[a] ?? NaN) - (ranks[b] ?? NaN)));
        count += Number(was !== is);
      }
    }
  }
  return count;
}

function nameOf({ method }: MethodProblem): string {
  return String(method.name);
}

function without(problem: MethodProblem, name: string): MethodProblem {
  const row = problem.alternatives.indexOf(name);
  const rest = <T>(items: readonly T[]) => items.filter((_, index) => index !== row);
  return { ...problem, alternatives: rest(problem.alternatives), scores: rest(problem.scores) };
}

function withScore(problem: MethodProblem, name: string, criterion: string, score: number): MethodProblem {
  const column = problem.criteria.findIndex((candidate) => candidate.name === criterion);
  const row = problem.alternatives.indexOf(name);
  const scores = problem.scores.map((cells, index) => (index === row ? cells.with(column, score) : cells));
  return { ...problem, scores };
}

/** One weight set, the others in proportion; the sum stays, which MOORA and MULTIMOORA scores depend on. */
function weighted(problem: MethodProblem, criterion: string, share: number): MethodProblem {
  const total = problem.criteria.reduce((sum, { weight }) => sum + weight, 0);
  const own = problem.criteria.find(({ name }) => name === criterion)?.weight ?? NaN;
  const criteria = problem.criteria.map((each) => {
    if (each.name === criterion) return { ...each, weight: share * total };
    return { ...each, weight: (each.weight * (1 - share) * total) / (total - own) };
  });
  return problem.criteria.length === 1 ? problem : { ...problem, criteria };
}

function scoreAt(problem: MethodProblem, name: string, criterion: string): number {
  const column = problem.criteria.findIndex((candidate) => candidate.name === criterion);
  return problem.scores[problem.alternatives.indexOf(name)]?.[column] ?? NaN;
}

function dominates(problem: MethodProblem, a: string, b: string): boolean {
  const leads = problem.criteria.map(({ name, direction }) => {
    const lead = scoreAt(problem, a, name) - scoreAt(problem, b, name);
    return direction === 'cost' ? -lead : lead;
  });
  return leads.every((lead) => lead >= 0) && leads.some((lead) => lead > 0);
}

function shareOf(result: AnalyticResult, name: string): number {
  return result.robustness?.smaa?.rank_acceptability[name]?.[0] ?? 1;
}

function names(list: string): string[] {
  return list === '' ? [] : list.split(/, | and /).filter((name) => !/^\d+ more$/.test(name));
}

/** Long lists end in "and 2 more". */
function isPartOf(said: readonly string[], all: readonly { readonly alternative: string }[]): boolean {
  const known = all.map(({ alternative }) => alternative);
  return said.every((name) => known.includes(name)) && (said.length === known.length || known.length > 5);
}

function same(a: unknown, b: unknown): boolean {
  const [one, other] = [a, b] as [readonly unknown[], readonly unknown[]];
  return one.length === other.length && one.every((item) => other.includes(item));
}

/** Three digits, to the nearest. */
function isAbout(text: string | undefined, number: number): boolean {
  return Math.abs(Number(text) - number) <= 0.0051 * Math.abs(number) + 1e-12;
}

function isPart(text: string, own: number, next: number): boolean {
  const part = Math.min(1, Math.abs(own - next) / Math.max(Math.abs(own), Math.abs(next)));
  const said = Number(/[\d.e-]+/.exec(text)?.[0]);
  return Math.abs(said - part * 100) <= (part < 0.1 ? 10 * part : 0.5001) + 1e-9;
}
