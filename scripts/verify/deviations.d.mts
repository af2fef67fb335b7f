import type { PublishedCase } from './problem-of.mjs';

export interface Deviation {
  readonly figure: string;
  readonly deviation: number;
  readonly tolerated: number;
}

export function deviationsOf(example: PublishedCase, results: readonly object[]): Deviation[];
