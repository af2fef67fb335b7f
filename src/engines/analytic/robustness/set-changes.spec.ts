import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../../../../scripts/verify/problem-of.mjs';
import { decide } from '../../../../test/support/analytic-run.js';
import { caseNamed } from '../../../../test/support/decision-cases.js';
import { setChanges } from './set-changes.js';

const THREE = {
  alternatives: ['A1', 'A2', 'A3'],
  criteria: [
    { name: 'C1', direction: 'benefit', weight: 0.6 },
    { name: 'C2', direction: 'benefit', weight: 0.4 },
  ],
  scores: [[10, 0], [9, 1], [0, 0.5]], // prettier-ignore
  robustness: { samples: 0 },
};

describe(setChanges.name, () => {
  it('names two alternatives that by themselves are in another order than among all', async () => {
    const { robustness } = await decide(THREE);
    expect(robustness?.rank_reversal.pairs).toEqual({
      tried: 3,
      of: 3,
      turned: 1,
      swaps: [{ between: ['A1', 'A2'], was_better: 'A2', becomes_better: 'A1' }],
    });
  });

  it('finds the order of a published case of ELECTRE III to depend on who else is there', async () => {
    const [problem = {}] = problemsOf(caseNamed('electre3-wang2008-waste-reversal'));
    const { robustness } = await decide(problem);
    expect(robustness?.rank_reversal.pairs.tried).toBe(55);
    expect(robustness?.rank_reversal.pairs.turned).toBeGreaterThan(0);
    expect(robustness?.rank_reversal.worse_copies.tried).toBe(11);
  });

  it('names whose worse copy turns the order of others', async () => {
    const [problem = {}] = problemsOf(caseNamed('ahp-copy-of-alternative-distributive'));
    const distributive = await decide(problem);
    const turned = distributive.robustness?.rank_reversal.worse_copies.swaps ?? [];
    expect(turned).toContainEqual(
      expect.objectContaining({ copy_of: 'B', becomes_better: 'A', was_better: 'B' }),
    );
  });

  it('has nothing to try where no order can change', async () => {
    const criteria = THREE.criteria.map((criterion) => ({ ...criterion, min: 0, max: 10 }));
    const { robustness } = await decide({ ...THREE, criteria });
    expect(robustness?.rank_reversal).toMatchObject({ structural: true, pairs: { tried: 0, turned: 0 } });
  });
});
