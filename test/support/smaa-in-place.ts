import { simulateBlock } from '../../src/engines/analytic/simulation/simulate-block.js';
import type { SmaaSampler } from '../../src/engines/analytic/simulation/smaa-job.js';
import { simulate } from '../../src/engines/analytic/simulation/simulate.js';

/** Threads need the built program; simulations of tests are small enough to run in place. */
export const sampleInPlace: SmaaSampler = (job, { keep }) =>
  simulate(job, { run: (block) => Promise.resolve(simulateBlock(block)), atOnce: 2, keep });
