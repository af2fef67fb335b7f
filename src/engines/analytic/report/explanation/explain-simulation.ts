import type { WeightSource } from '../../problem/weighting.js';
import type { RobustnessReport } from '../../robustness/robustness-report.js';
import type { SmaaReport } from '../../simulation/smaa-report.js';
import type { Findings } from '../findings/result.js';
import { listed, percent } from './wording.js';

const SHOWN_RIVALS = 2;

/** How often each alternative is first, over all weights and scores that are possible. */
export function simulation(findings: Simulated, source: WeightSource): string[] {
  const { smaa } = findings.robustness;
  if (!smaa) return [];
  const shares = sharesOf(findings, smaa);
  const shown = shownOf(shares, findings);
  const items = shown.map(({ alternative, first }, index) =>
    index === 0 ? `${alternative} is first in ${percent(first)}` : `${alternative} in ${percent(first)}`,
  );
  const total = shares.reduce((sum, { first }) => sum + first, 0);
  const ties = total > 1 + 1e-9 ? ', ties counted for each' : '';
  return [`${premise(smaa, source)} ${listed(items, shown.length)}${ties}.`];
}

type Simulated = Pick<Findings, 'ranking'> & { recommended: string; robustness: RobustnessReport };

/** An alternative, and in how many of the samples it is first, as a part of 1. */
interface Share {
  readonly alternative: string;
  readonly first: number;
}

function sharesOf({ ranking }: Simulated, { rank_acceptability }: SmaaReport): Share[] {
  return ranking.map(({ alternative }) => ({
    alternative,
    first: rank_acceptability[alternative]?.[0] ?? 0,
  }));
}

/** The recommended alternative, those that tie with it, and then the ones most often first of the others. */
function shownOf(shares: readonly Share[], { recommended, ranking }: Simulated): Share[] {
  const tied = ranking[0]?.tied_with ?? [];
  const isNamed = ({ alternative }: Share) => alternative === recommended || tied.includes(alternative);
  const rivals = shares
    .filter((share) => !isNamed(share) && share.first > 0)
    .sort((a, b) => b.first - a.first);
  return [...shares.filter(isNamed), ...rivals.slice(0, SHOWN_RIVALS)];
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
