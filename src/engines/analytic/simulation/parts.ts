import { stepsOfConfirmation, stepsOfSample } from './samples-cost.js';
import type { Block, SmaaJob, SmaaResult } from './smaa-job.js';

/** Steps of the inner loops one block should take: about ten milliseconds of one core. */
const STEPS_OF_A_BLOCK = 5e6;
/** The same for a part at least: about a second of one core, which is not worth keeping. */
const STEPS_OF_A_PART = 5e8;
const MOST_PARTS = 10;
/** Of all that a simulation keeps, as text. */
const MOST_KEPT = 2 ** 21;
/** Of the sum of weights as text. */
const LENGTH_OF_A_SUM = 20;

/**
 * The blocks of a simulation, part by part: what a part adds up to is kept, so that an attempt that comes after a crash
 * goes on from there. Follows from the job alone, and so does in which order numbers are added.
 *
 * One part, which need not be kept, where a simulation is short; few where what a part adds up to is large.
 */
export function partsOf(job: SmaaJob): Block[][] {
  const blocks = [...blocksOf(job, { steps: stepsOfSample(job), centralWeights: null })];
  const affordable = Math.floor(MOST_KEPT / lengthOfPart(job));
  const worthIt = Math.floor((job.samples * stepsOfSample(job)) / STEPS_OF_A_PART);
  const count = Math.max(1, Math.min(MOST_PARTS, affordable, worthIt));
  const size = Math.ceil(blocks.length / count);
  return Array.from({ length: Math.ceil(blocks.length / size) }, (_, part) =>
    blocks.slice(part * size, (part + 1) * size),
  );
}

/** The blocks that tell how often alternatives are first under their central weights. */
export function confirmationsOf(job: SmaaJob, centralWeights: SmaaResult['centralWeights']): Iterable<Block> {
  return blocksOf(job, { steps: stepsOfConfirmation(job), centralWeights });
}

function* blocksOf(
  job: SmaaJob,
  { steps, centralWeights }: Pick<Block, 'centralWeights'> & { readonly steps: number },
): Generator<Block> {
  const most = Math.max(1, Math.floor(STEPS_OF_A_BLOCK / steps));
  for (let index = 0; index * most < job.samples; index += 1) {
    yield { job, index, samples: Math.min(most, job.samples - index * most), centralWeights };
  }
}

/** Characters of two counts for each pair and of a sum for each cell, at most. */
function lengthOfPart({ values, samples }: SmaaJob): number {
  const alternatives = values.length;
  const digits = String(samples).length + 1;
  return 2 * alternatives ** 2 * digits + alternatives * (values[0]?.length ?? 0) * LENGTH_OF_A_SUM;
}
