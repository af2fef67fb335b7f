import type { RankedAlternative } from '../scoring/ranking.js';
import type { RobustnessReport } from './result.js';

/** Below this part of the larger score a lead is within the reach of small mistakes in the scores. */
export const CLEAR_MARGIN = 0.1;
/** Of all weightings the winner should be first under at least this part. */
export const CLEAR_ACCEPTABILITY = 0.5;

export interface Podium {
  readonly best: RankedAlternative;
  readonly runnerUp: RankedAlternative | null;
  readonly margin: Readonly<{ absolute: number; relative: number }> | null;
}

export function podiumOf([best, runnerUp]: readonly RankedAlternative[]): Podium {
  if (!best) throw new RangeError('A ranking has at least one alternative');
  return { best, runnerUp: runnerUp ?? null, margin: runnerUp ? marginOf(best.score, runnerUp.score) : null };
}

export function isClearWinner({ best, margin }: Podium, robustness: RobustnessReport | null): boolean {
  const isAhead = best.tied_with.length === 0 && margin !== null && margin.relative >= CLEAR_MARGIN;
  return isAhead && firstShare(best.alternative, robustness) >= CLEAR_ACCEPTABILITY;
}

/** The part of all weightings under which an alternative is first; 1 if none were sampled. */
function firstShare(alternative: string, robustness: RobustnessReport | null): number {
  return robustness?.smaa?.rank_acceptability[alternative]?.[0] ?? 1;
}

function marginOf(best: number, runnerUp: number): { absolute: number; relative: number } {
  const absolute = best - runnerUp;
  return { absolute, relative: absolute === 0 ? 0 : absolute / Math.max(Math.abs(best), Math.abs(runnerUp)) };
}
