import { describe, expect, it } from '@jest/globals';
import { plainProblem, supplierProblem } from '../../../../../test/support/analytic-problems.js';
import { decide } from '../../../../../test/support/analytic-run.js';

describe('explanation', () => {
  it('says what wins, by how much, why, what would change that and what to beware of', async () => {
    expect(await explanationOf(supplierProblem())).toBe(
      [
        'Gamma is recommended: it scores 0.7, 0.3 (43%) ahead of Alpha and Beta, which share second place.',
        'That is a clear win.',
        'Against Alpha it gains on price (8 against 10, +0.25) and delivery (5 against 3, +0.2)' +
          ' and loses on quality (5 against 7, -0.15).',
        'Gamma stays first while the weight of quality, now 0.3, is at most 0.461, the other weights in proportion.',
        'Beta would draw level only if at least 15% of all weight moved between criteria.',
        'Alpha would win with price below 7.55 (now 10), all else unchanged.',
        'Gamma would lose first place to Alpha with price above 10.2 (now 8), all else unchanged.',
        'No single score one step up or down, a level or a tenth of its scale, would change who is first (18 tried).',
        'Of 10000 samples with weights around the given ones, Gamma is first in 99% and Beta in 1%.',
        'Without Gamma, Alpha and Beta would share first place.',
        'Leaving out any one alternative does not change the order of the others.',
        'The scales of price, quality and delivery are made of the scores at hand,' +
          ' so another alternative could change the values.',
      ].join(' '),
    );
  });

  it('does not compare a single alternative', async () => {
    expect(await explanationOf(plainProblem([[1, 2]], [1, 1]))).toBe(
      'A1 is recommended as the only alternative; there is nothing to compare it with.',
    );
  });

  it('does not sell a tie as a win', async () => {
    const explanation = await explanationOf(plainProblem([[1, 0], [0, 1], [0, 0.5]], [1, 1])); // prettier-ignore
    expect(explanation).toContain(
      'A1 and A2 share first place with a score of 0.5; A1 is named only because it is listed first.',
    );
    expect(explanation).toContain(
      'Against A2 it gains on C1 (1 against 0, +0.5) and loses on C2 (0 against 1, -0.5).',
    );
    expect(explanation).not.toContain('clear win');
    expect(explanation).not.toContain('draw level');
  });

  it('names the one that is not dominated first of those that tie', async () => {
    const explanation = await explanationOf(plainProblem([[1, 0], [1, 1]], [1, 0])); // prettier-ignore
    expect(explanation).toContain('A2 is named only because it is the first of them that is not dominated.');
    expect(explanation).toContain('A2 and A1 are level on every criterion that carries weight.');
    expect(explanation).toContain('A1 (by A2) is dominated and need not be considered further.');
  });

  it('says why a lead is not clear, and who wins more often', async () => {
    const scores = [[1, 0], [0.4, 0.9]]; // prettier-ignore
    const explanation = await explanationOf(
      plainProblem(scores, [0.62, 0.38], { robustness: { samples: 1000, seed: 1 } }),
    );
    expect(explanation).toContain('That is not a clear win: the lead is less than 10% of the score.');
    expect(explanation).toMatch(
      /Of 1000 samples with weights around the given ones, A1 is first in 6\d% and A2 in 3\d%\./,
    );
  });

  it('says that nothing can overtake an alternative that is best everywhere', async () => {
    const explanation = await explanationOf(plainProblem([[2, 2], [1, 1]], [1, 1])); // prettier-ignore
    expect(explanation).toContain(
      'Against A2 it gains on C1 (2 against 1, +0.5) and C2 (2 against 1, +0.5) and loses on none.',
    );
    expect(explanation).toContain('No change of weights can put another alternative ahead of A1.');
    expect(explanation).toContain(
      'Adding or leaving out alternatives cannot change the order of the others.',
    );
  });

  it('warns of constant criteria and unused weights', async () => {
    const problem = plainProblem([[1, 5, 7], [2, 5, 7]], [1, 1, 1], { weights: { source: 'equal' } }); // prettier-ignore
    const explanation = await explanationOf(problem);
    expect(explanation).toContain('C2 and C3 are the same for all alternatives, so they decide nothing.');
    expect(explanation).toContain('The given weights were not used: the source of weights is equal.');
  });

  it('does not call a win clear that a wider scale would turn, and says so in the verdict', async () => {
    const {
      clear_winner: isClear,
      robustness,
      explanation,
    } = await decide({
      alternatives: ['X', 'Y'],
      criteria: [
        { name: 'price', direction: 'cost', weight: 0.6 },
        { name: 'quality', direction: 'benefit', weight: 0.4 },
      ],
      scores: [[10, 5], [10.1, 9]], // prettier-ignore
    });
    expect(isClear).toBe(false);
    expect(robustness?.wider_scales[0]).toEqual({
      criteria: ['price'],
      scale: 'twice_as_wide',
      first: ['Y'],
    });
    expect(explanation).toMatch(
      /^X is recommended: [^:]+ ahead of Y\. That is not a clear win: the scale of price is only as wide as the scores at hand, and on a scale twice as wide Y would be first\./,
    );
  });

  it('lets a criterion of weight 0 take no part in the simulation', async () => {
    const scores = [[1, 0], [0.9, 1]]; // prettier-ignore
    const { clear_winner: isClear, robustness } = await decide(
      plainProblem(scores, [1, 0], { robustness: { samples: 100, weights: 'uniform' } }),
    );
    expect(isClear).toBe(true);
    expect(robustness?.smaa?.rank_acceptability).toEqual({ A1: [1, 0], A2: [0, 1] });
    expect(robustness?.smaa?.central_weights).toEqual({ A1: { C1: 1, C2: 0 }, A2: null });
  });

  it('gives whole numbers all their digits, and rounds limits to the side that stays true', async () => {
    const explanation = await explanationOf({
      alternatives: ['A', 'B'],
      criteria: [
        { name: 'rent', direction: 'cost', weight: 2, min: 0, max: 20000 },
        { name: 'size', direction: 'benefit', weight: 1, min: 0, max: 200 },
      ],
      scores: [[12345, 80], [11800.5, 60]], // prettier-ignore
    });
    expect(explanation).toContain('rent (12345 against 11800.5, ');
    expect(explanation).toContain('B would win with rent below 11345 (now 11800.5)');
  });

  it('gives an example of a swap', async () => {
    const scores = [[10, 0], [9, 1], [0, 0.5]]; // prettier-ignore
    const explanation = await explanationOf(
      plainProblem(scores, [0.6, 0.4], { method: { normalization: 'minmax' } }),
    );
    expect(explanation).toContain('That is not a clear win: without A3 A1 would be first.');
    expect(explanation).toContain('Without A3, A2 would not be first but A1.');
    expect(explanation).toContain('A3 (by A2) is dominated, but it still takes part in the comparison.');
  });
});

async function explanationOf(problem: unknown): Promise<string> {
  return (await decide(problem)).explanation;
}
