import type { AnalyticResult } from '../../../src/engines/analytic/report/findings/result.js';
import type { ProblemInput } from '../analytic-problems.js';
import { exactFirst, exactScores, type Rational, whole, ZERO } from '../exact-saw.js';
import { cautionChecks } from './caution-checks.js';
import { changeChecks } from './change-checks.js';
import { EXACT, normalizationOf, toNumber } from './exact-truth.js';
import { type Check, type Claim, names, same, shareOf, without } from './said.js';
import { verdictChecks } from './verdict-checks.js';

/** Every sentence about a weighted sum, true by rational arithmetic. */
export const SUM_CHECKS: readonly Check[] = [
  ...verdictChecks(EXACT),
  ...changeChecks(EXACT),
  ...cautionChecks(EXACT),
  {
    says: /^That is a clear win\.$/,
    check: ({ problem, result }) => {
      const best = result.recommended ?? '';
      const others = problem.alternatives.filter((name) => name !== best);
      return [
        ['lead', (result.margin?.relative ?? 0) >= 0.1 - 1e-9],
        ['weights', shareOf(result, best) >= 0.5],
        ['wider scales', widened(problem).every((first) => same(first, [best]))],
        ['without others', others.every((name) => same(exactFirst(without(problem, name)), [best]))],
      ];
    },
  },
  {
    says: /^That is not a clear win: (.+)\.$/,
    check: ({ problem, result, match: [, reasons = ''] }) =>
      reasons.split('; ').map((reason): Claim => [reason, isReason(reason, problem, result)]),
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
];

function isReason(reason: string, problem: ProblemInput, result: AnalyticResult): boolean {
  const best = result.recommended ?? '';
  const [, gone, others] =
    /^without (\w+) (.+) would (?:be first|share first place with .+)$/.exec(reason) ?? [];
  if (gone !== undefined) {
    const first = exactFirst(without(problem, gone));
    return !same(first, [best]) && (first.includes(best) || same(first, names(others ?? '')));
  }
  if (reason.startsWith('the scale of')) return widened(problem).some((first) => !same(first, [best]));
  if (reason.startsWith('the lead is less')) return (result.margin?.relative ?? 1) < 0.1 - 1e-12;
  return shareOf(result, best) < 0.5 && reason.includes(`${best} is first under fewer than half`);
}

/** Who is first on scales twice as wide, each in turn, and on scales from zero; factors on contributions do the same. */
function widened(problem: ProblemInput): string[][] {
  const normalization = normalizationOf(problem);
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
  return attempts.map((factors) => exactFirst(problem, factors));
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
