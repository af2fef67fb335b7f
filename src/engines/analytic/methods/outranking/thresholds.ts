/** `absolute + relative · score`, in the units of the scores. */
export type Threshold = Readonly<{ abs: number; rel: number }>;

/** Up to `q` a difference does not count, from `p` on it counts in full, from `v` on it is a veto. */
export type Thresholds = Readonly<{ q: Threshold; p: Threshold; v: Threshold | null }>;

export function thresholdAt({ abs, rel }: Threshold, score: number): number {
  return abs + rel * score;
}
