import { at } from '../../numbers/numbers.js';
import { leadingOf } from '../leaders.js';
import type { CellIndex, Probe } from '../probe.js';
import type { Outcomes } from './crossing.js';

/** The recommended alternative loses as soon as it is not among the first; any other wins once it is first alone. */
export function outcomesOf(
  cell: CellIndex,
  { probe, isBest }: { readonly probe: Probe; readonly isBest: boolean },
): Outcomes {
  const { alternative } = cell;
  return {
    isOther: (figure) => {
      const leading = leadingOf(probe(cell, figure));
      if (leading.length === 0) return false;
      return isBest ? !leading.includes(alternative) : leading.length === 1 && leading[0] === alternative;
    },
    isAcross: (figure) => {
      const { scores } = probe(cell, figure);
      const lead = at(scores, alternative) - rivalOf(scores, alternative);
      return isBest ? lead < 0 : lead > 0;
    },
  };
}

/** The best of the others. */
function rivalOf(scores: readonly number[], alternative: number): number {
  return Math.max(...scores.filter((_, index) => index !== alternative));
}
