import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../../test/support/analytic-run.js';
import { rankReversal } from './rank-reversal.js';
import type { AnalyticResult } from '../report/result.js';

describe(rankReversal.name, () => {
  it('names the alternatives that change places when a third one leaves', async () => {
    const { recommended, robustness } = await reversing({});
    expect(recommended).toBe('A2');
    expect(robustness?.rank_reversal).toEqual({
      structural: false,
      swap_count: 1,
      swaps: [{ without: 'A3', was_better: 'A2', becomes_better: 'A1' }],
    });
  });

  it('cannot happen on declared bounds', async () => {
    const { robustness } = await reversing({ min: 0, max: 10 });
    expect(robustness?.rank_reversal).toEqual({ structural: true, swap_count: 0, swaps: [] });
  });

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
