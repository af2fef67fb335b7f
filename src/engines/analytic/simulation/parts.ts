import { stepsOfConfirmation, stepsOfSample } from './samples-cost.js';
import type { Block, SmaaJob, SmaaResult } from './smaa-job.js';

/** Steps of the inner loops that one block should take: about ten milliseconds of one core. */
const STEPS_OF_A_BLOCK = 5e6;
/** The least for a part: about a second of one core, which is too short to be kept. */
const STEPS_OF_A_PART = 5e8;
const MOST_PARTS = 10;
/** The limit of everything that a simulation keeps, as text. */
const MOST_KEPT = 2 ** 21;
/** The length of a sum of weights as text. */
const LENGTH_OF_A_SUM = 20;

/**
 * The blocks of a simulation, part by part. The sum of a part is kept, so that an attempt after a crash continues from
 * there. The parts depend on the job alone, and so does the order in which numbers are added.
 *
 * A short simulation has one part, which is not kept; there are few parts where their sums are large.
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

/** The blocks that count how often alternatives are first under their central weights. */
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

/** The most characters of two counts for each pair and of a sum for each cell. */
function lengthOfPart({ values, samples }: SmaaJob): number {
  const alternatives = values.length;
  const digits = String(samples).length + 1;
  return 2 * alternatives ** 2 * digits + alternatives * (values[0]?.length ?? 0) * LENGTH_OF_A_SUM;
}
