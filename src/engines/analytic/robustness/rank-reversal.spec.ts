import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../../../test/support/analytic-problems.js';
import { exactFirst, exactRelations, withoutAlternative } from '../../../../test/support/exact-saw.js';
import { decide } from '../../../../test/support/analytic-run.js';
import { rankReversal } from './rank-reversal.js';
import type { AnalyticResult } from '../report/findings/result.js';

describe(rankReversal.name, () => {
  it('names the alternatives that change places when a third one leaves', async () => {
    const { recommended, robustness } = await reversing({});
    expect(recommended).toBe('A2');
    expect(robustness?.rank_reversal).toMatchObject({
      structural: false,
      swap_count: 1,
      swaps: [{ without: 'A3', between: ['A1', 'A2'], was_better: 'A2', becomes_better: 'A1' }],
      first_place: [{ without: 'A3', first: ['A1'] }],
    });
  });

  it('is looked for among the best of a very large problem, and the text says among how many', async () => {
    const figures = (row: number) =>
      Array.from({ length: 90 }, (_, column) => ((row + 1) * (column + 7)) % 97);
    const result = await decide({
      alternatives: Array.from({ length: 90 }, (_, row) => `A${row}`),
      criteria: Array.from({ length: 90 }, (_, column) => ({ name: `C${column}`, direction: 'benefit' })),
      scores: Array.from({ length: 90 }, (_, row) => figures(row)),
      method: 'promethee_ii',
      robustness: { samples: 0 },
    });
    const { tried, of, swaps, first_place, swap_count } = result.robustness?.rank_reversal ?? {};
    expect([of, (tried ?? 0) > 1 && (tried ?? 0) < 90]).toEqual([90, true]);
    const best = result.ranking.slice(0, (tried ?? 0) + 1).map(({ alternative }) => alternative);
    for (const { without } of [...(swaps ?? []), ...(first_place ?? [])]) expect(best).toContain(without);
    expect(swap_count).toBeGreaterThan(0);
    expect(result.explanation).toContain(
      `Of 90 alternatives only ${tried} were left out one by one to see this.`,
    );
    expect(result.explanation).not.toContain('Leaving out any one alternative');
  });

  it('says of how many of a very large problem it holds that nothing changes', async () => {
    const result = await decide({
      alternatives: Array.from({ length: 90 }, (_, row) => `A${row}`),
      criteria: Array.from({ length: 90 }, (_, column) => ({ name: `C${column}`, direction: 'benefit' })),
      scores: Array.from({ length: 90 }, (_, row) => new Array<number>(90).fill(row)),
      method: 'promethee_ii',
      robustness: { samples: 0 },
    });
    expect(result.explanation).toMatch(
      /Leaving out any one of the \d+ of 90 alternatives tried does not change the order of the others\./,
    );
  });

  it('cannot happen on declared bounds', async () => {
    const { robustness } = await reversing({ min: 0, max: 10 });
    expect(robustness?.rank_reversal).toMatchObject({
      structural: true,
      swap_count: 0,
      swaps: [],
      first_place: [],
    });
  });

  it('counts ties that come and go, and says what befalls the first', async () => {
    const { robustness } = await decide({
      alternatives: ['A', 'B', 'C'],
      criteria: [
        { name: 'quality', direction: 'benefit', weight: 2 },
        { name: 'speed', direction: 'benefit', weight: 1 },
      ],
      scores: [[10, 0], [5, 10], [0, 5]], // prettier-ignore
      robustness: { samples: 0 },
    });
    expect(robustness?.rank_reversal).toMatchObject({
      structural: false,
      swap_count: 1,
      swaps: [{ without: 'C', between: ['A', 'B'], was_better: null, becomes_better: 'A' }],
      first_place: [{ without: 'C', first: ['A'] }],
    });
  });

  it('finds every pair whose relation is another one, by rational arithmetic', () =>
    fc.assert(
      fc.asyncProperty(problems({ normalizations: ['minmax', 'max', 'sum'] }), async (problem) => {
        fc.pre(problem.alternatives.length > 1);
        const { robustness, recommended } = await decide(problem);
        const relations = exactRelations(problem);
        const expected = problem.alternatives.flatMap((without) => {
          const rest = exactRelations(withoutAlternative(problem, without));
          return [...rest].flatMap(([pair, after]) => {
            const before = relations.get(pair);
            return before === after ? [] : [{ without, between: pair.split(' '), before, after }];
          });
        });
        const { swaps, swap_count: count, first_place: firstPlace } = robustness?.rank_reversal ?? {};
        const found = (swaps ?? []).map(
          ({ without, between, was_better: before, becomes_better: after }) => ({
            ...{ without, between: [...between], before, after },
          }),
        );
        const byText = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item)).sort();
        expect(count).toBe(expected.length);
        expect(byText(found)).toEqual(byText(expected).slice(0, 100));
        const first = exactFirst(problem);
        const turned = problem.alternatives.filter((name) => {
          const rest = exactFirst(withoutAlternative(problem, name));
          return name !== recommended && rest.join() !== first.filter((other) => other !== name).join();
        });
        expect((firstPlace ?? []).map(({ without }) => without)).toEqual(turned);
      }),
    ));

  it('can leave a criterion without any score above zero', async () => {
    const { robustness } = await decide({
      alternatives: ['A1', 'A2', 'A3'],
      criteria: [
        { name: 'C1', direction: 'benefit' },
        { name: 'C2', direction: 'benefit' },
      ],
      scores: [
        [9, 0],
        [8, 0],
        [1, 1],
      ],
      method: { normalization: 'sum' },
    });
    expect(robustness?.rank_reversal.structural).toBe(false);
  });
});

/** The third alternative stretches the range of the first criterion and is itself out of the question. */
function reversing(bounds: { min?: number; max?: number }): Promise<AnalyticResult> {
  return decide({
    alternatives: ['A1', 'A2', 'A3'],
    criteria: [
      { name: 'C1', direction: 'benefit', weight: 0.6, ...bounds },
      { name: 'C2', direction: 'benefit', weight: 0.4, ...bounds },
    ],
    scores: [
      [10, 0],
      [9, 1],
      [0, 0.5],
    ],
  });
}
