import type { Threshold } from '../../problem/criteria.js';

/** The threshold at a score, in the units of the scores. */
export function thresholdAt({ abs, rel }: Threshold, score: number): number {
  return abs + rel * score;
}
