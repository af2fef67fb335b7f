import type { Sampling } from '../../src/engines/analytic/simulation/smaa-job.js';

/** A simulation by itself, of which nothing is kept. */
export function aSampling(changes: Partial<Sampling> = {}): Sampling {
  return {
    signal: new AbortController().signal,
    turn: { caller: 'test', process: 'test' },
    keep: (_, make) => make(),
    ...changes,
  };
}
