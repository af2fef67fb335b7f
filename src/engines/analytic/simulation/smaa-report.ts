import type { Robustness } from '../problem/problem.js';
import type { NumberTable, Numbers } from '../numbers/named-numbers.js';

/** The results of a simulation over weights, as part of the answer. */
export type SmaaReport = Robustness &
  Readonly<{
    /** The largest standard error of the shares below. */
    standard_error: number;
    rank_acceptability: Readonly<Record<string, readonly number[]>>;
    /** The mean weights of the samples in which an alternative is first; `null` if it never is. */
    central_weights: Readonly<Record<string, Numbers | null>>;
    /** How often an alternative is first if its central weights are the right ones. */
    confidence: Readonly<Record<string, number | null>>;
    pairwise: NumberTable;
  }>;
