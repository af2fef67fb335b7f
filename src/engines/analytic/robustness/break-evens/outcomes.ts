import { isBetter } from '../../numbers/compare.js';
import { at } from '../../numbers/numbers.js';
import type { CellIndex, Probe, Probed } from '../probe.js';
import type { Outcomes } from './crossing.js';

/** A lead above this part of the largest score is not examined closely. */
const NEAR = 1e-6;

/** The recommended alternative loses as soon as another is ahead of it; any other wins once it is ahead of all. */
export function outcomesOf(
  cell: CellIndex,
  { probe, isBest }: { readonly probe: Probe; readonly isBest: boolean },
): Outcomes {
  const changes = (lead: number): boolean => (isBest ? lead < 0 : lead > 0);
  return {
    isOther: (figure) => changes(leadOf(probe(cell, figure), cell.alternative)),
    isAcross: (figure) => {
      const { scores } = probe(cell, figure);
      return changes(at(scores, cell.alternative) - rivalOf(scores, cell.alternative));
    },
  };
}

/** By how much an alternative is ahead of the best of the others; 0 where that is only rounding. */
function leadOf({ scores, sizes }: Probed, alternative: number): number {
  const own = at(scores, alternative);
  const rival = rivalOf(scores, alternative);
  const lead = own - rival;
  const largest = Math.max(Math.max(...scores), -Math.min(...scores));
  if (Math.abs(lead) > NEAR * largest) return lead;
  const size = Math.max(...sizes());
  return isBetter(own, rival, size) || isBetter(rival, own, size) ? lead : 0;
}

/** The best of the others. */
function rivalOf(scores: readonly number[], alternative: number): number {
  return Math.max(...scores.filter((_, index) => index !== alternative));
}
