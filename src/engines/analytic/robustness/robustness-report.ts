import type { SmaaReport } from '../simulation/smaa-report.js';
import type { BreakEven } from './break-evens/break-even.js';
import type { OneStep } from './one-step.js';
import type { RankReversal } from './rank-reversal.js';
import type { JudgesReport } from './score-judges.js';
import type { WiderScale } from './wider-scales.js';

/** What could change the order, as part of the answer. */
export type RobustnessReport = Readonly<{
  weight_intervals: readonly WeightIntervalReport[];
  /** The smallest part of all weight that must be moved for another alternative to draw level; `null` if none can. */
  weight_margin: number | null;
  /** The alternative that would draw level then. */
  nearest_challenger: string | null;
  most_critical_criterion: string | null;
  /** Who would be first if the recommended alternative were removed. */
  without_recommended: readonly string[];
  wider_scales: readonly WiderScale[];
  break_evens: readonly BreakEven[];
  one_step: OneStep;
  smaa: SmaaReport | null;
  rank_reversal: RankReversal;
  /** How far the judges agree whose scores these are; `null` where they are of nobody in particular. */
  judges: JudgesReport | null;
}>;

/** The weights of a criterion, from `from` to `to`, under which the first stays first. */
export type WeightIntervalReport = Readonly<{ criterion: string; weight: number; from: number; to: number }>;
