import type { JsonValue } from '../../../decisions/domain/json.js';
import type { DecisionMatrix } from '../framing/decision-matrix.js';
import type { Matrix } from '../numbers/matrix.js';
import type { SampledWeights } from '../problem/problem.js';
import type { ValueLine } from '../scoring/piecewise.js';

/** The possible values of a score, in numbers only. */
export type Variate =
  | Readonly<{ kind: 'interval'; from: number; to: number }>
  | Readonly<{ kind: 'normal'; mean: number; deviation: number }>
  | Readonly<{ kind: 'lognormal'; mean: number; deviation: number }>
  | Readonly<{ kind: 'beta'; a: number; b: number; from: number; to: number }>
  | Readonly<{ kind: 'triangular'; from: number; mode: number; to: number }>
  | Readonly<{ kind: 'levels'; values: readonly number[]; chances: readonly number[] }>;

/** A score that is drawn again for every sample. */
export interface DrawnScore {
  readonly alternative: number;
  readonly criterion: number;
  readonly variate: Variate;
  readonly value: ValueLine;
}

/** A method by which every sample is evaluated as a whole. */
export type ScoringMethod = Pick<DecisionMatrix, 'criteria' | 'method' | 'coefficients'>;

/** Which weights are drawn. */
export interface DrawnWeights {
  readonly kind: SampledWeights;
  /** The weights used; sum to 1. */
  readonly base: readonly number[];
  readonly concentration: number;
}

/** What to simulate. Can be cloned to another thread, as can the result. Criteria without weight are left out. */
export interface SmaaJob {
  /** One row per alternative, one column per criterion: values of which more is better, or scores to evaluate. */
  readonly values: Matrix;
  /** The method that turns scores into merits; `null` where weighted sums of the values are compared. */
  readonly method: ScoringMethod | null;
  readonly drawn: readonly DrawnScore[];
  readonly weights: DrawnWeights;
  readonly samples: number;
  /** 32 bits. */
  readonly seed: number;
}

/** What a simulation finds, by the indices of the job. */
export interface SmaaResult {
  /** Per alternative the shares of samples in which it takes rank 1, 2, …; each row sums to 1. */
  readonly rankAcceptability: Matrix;
  /** For each alternative the mean weights of the samples in which it is first; `null` if it never is. */
  readonly centralWeights: readonly (readonly number[] | null)[];
  /** Per alternative the shares of samples in which it beats each other one. */
  readonly pairwise: Matrix;
  /** Per alternative the share of score draws in which it is first with its central weights; `null` without them. */
  readonly confidence: readonly (number | null)[];
}

/** Samples of a job that are drawn together: `index` counts the blocks and selects their random numbers. */
export interface Block {
  readonly job: SmaaJob;
  readonly index: number;
  readonly samples: number;
  /** The central weights of each alternative; if given, confidence is counted. */
  readonly centralWeights: SmaaResult['centralWeights'] | null;
}

/** Makes a value and keeps it under a name; answers the kept value if there is one. */
export type Keep = <T extends JsonValue>(name: string, make: () => Promise<T>) => Promise<T>;

/** For whom a job is run. */
export interface Sampling {
  readonly signal: AbortSignal;
  /** Whose turn it is: callers take turns, and so do the processes of one caller. */
  readonly turn: Turn;
  readonly keep: Keep;
}

/** The caller and the process that a job is run for. */
export interface Turn {
  readonly caller: string;
  readonly process: string;
}

/** Runs a job on any free thread; rejects when the signal fires. */
export type SmaaSampler = (job: SmaaJob, sampling: Sampling) => Promise<SmaaResult>;
