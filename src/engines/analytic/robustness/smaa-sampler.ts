import type { Matrix } from '../problem.js';

/** What to simulate. Can be cloned to another thread, as can the result. */
export interface SmaaJob {
  /** Values of which more is better: one row per alternative, one column per criterion. */
  readonly values: Matrix;
  readonly samples: number;
  readonly seed: number;
}

export interface SmaaResult {
  /** Per alternative the shares of samples in which it takes rank 1, 2, …; each row sums to 1. */
  readonly rankAcceptability: Matrix;
  /** Per alternative the mean weights of the samples in which it is first; `null` if it never is. */
  readonly centralWeights: readonly (readonly number[] | null)[];
  /** Per alternative the shares of samples in which it beats each other one. */
  readonly pairwise: Matrix;
}

/** Runs a job wherever there is a thread for it; rejects when the signal fires. */
export type SmaaSampler = (job: SmaaJob, signal: AbortSignal) => Promise<SmaaResult>;
