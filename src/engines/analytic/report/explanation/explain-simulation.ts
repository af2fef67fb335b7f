import type { WeightSource } from '../../problem.js';
import type { RobustnessReport } from '../../robustness/robustness-report.js';
import type { SmaaReport } from '../../simulation/smaa-report.js';
import type { Findings } from '../result.js';
import { listed, percent } from './wording.js';

const SHOWN_RIVALS = 2;

/** How often each alternative is first, over all weights and scores that are possible. */
export function simulation(
  {
    recommended,
    ranking,
    robustness,
  }: Pick<Findings, 'ranking'> & { recommended: string; robustness: RobustnessReport },
  source: WeightSource,
): string[] {
  const { smaa } = robustness;
  if (!smaa) return [];
  const tied = ranking[0]?.tied_with ?? [];
  const shares = ranking.map(({ alternative }) => ({
    alternative,
    first: smaa.rank_acceptability[alternative]?.[0] ?? 0,
  }));
  const isNamed = (name: string) => name === recommended || tied.includes(name);
  const rivals = shares
    .filter(({ alternative, first }) => !isNamed(alternative) && first > 0)
    .sort((a, b) => b.first - a.first);
  const shown = [
    ...shares.filter(({ alternative }) => isNamed(alternative)),
    ...rivals.slice(0, SHOWN_RIVALS),
  ];
  const items = shown.map(({ alternative, first }, index) =>
    index === 0 ? `${alternative} is first in ${percent(first)}` : `${alternative} in ${percent(first)}`,
  );
  const total = shares.reduce((sum, { first }) => sum + first, 0);
  const ties = total > 1 + 1e-9 ? ', ties counted for each' : '';
  return [`${premise(smaa, source)} ${listed(items, shown.length)}${ties}.`];
}

function premise({ weights, samples }: SmaaReport, source: WeightSource): string {
  switch (weights) {
    case 'around_given':
      return `Of ${samples} samples with weights around ${source === 'given' ? 'the given ones' : 'those used'},`;
    case 'uniform':
      return `If nothing is known of the weights, of ${samples} samples with any weights`;
    case 'ordinal':
      return `Of ${samples} samples with any weights in the same order of importance,`;
    case 'given':
      return `Of ${samples} samples with the weights as they are,`;
  }
}
