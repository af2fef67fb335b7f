import type { Demand } from '../../methods/demands.js';
import type { Direction } from '../../numbers/matrix.js';
import { meanInParts } from '../../methods/distance/edas.js';

/** What scores must be like, and who says so. */
export interface Demanded {
  readonly demand: Demand;
  /** The part of the problem that makes the demand. */
  readonly of: string;
}

/** What is wrong with a number as a score; `null` if nothing is. */
export function scoreFault(score: number, { demand, of }: Demanded, direction: Direction): string | null {
  switch (demand) {
    case 'positive':
      return score > 0 ? null : `must be above 0 under ${of}`;
    case 'ratio':
      if (direction === 'cost') return score > 0 ? null : `must be above 0: a cost under ${of}`;
      return score >= 0 ? null : `must not be negative under ${of}`;
    case 'share':
      return score >= 0 ? null : `must not be negative under ${of}`;
    case 'length':
    case 'mean':
      return null;
  }
}

/** What is wrong with all scores of a criterion together. */
export function columnFault(scores: readonly number[], { demand, of }: Demanded): string | null {
  if (demand === 'mean') {
    return meanInParts(scores) > 0 ? null : `must have scores with a mean above 0 under ${of}`;
  }
  const isNothing = scores.every((score) => score === 0);
  if (!isNothing || demand === 'positive') return null;
  return `must have a score ${demand === 'length' ? 'other than 0' : 'above 0'} under ${of}`;
}
