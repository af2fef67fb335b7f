import { confirmationsOf, partsOf } from './parts.js';
import { stepsOfConfirmation } from './samples-cost.js';
import type { BlockResult } from './simulate-block.js';
import type { Block, Keep, SmaaJob, SmaaResult } from './smaa-job.js';
import { add, newTally, sharesOf, type Tally, tallyOf, textOf } from './tally.js';

/** Confidence factors are shares: more draws than these would give digits that nobody reads. */
const CONFIDENCE_SAMPLES = 10_000;
const CONFIDENCE_STEPS = 2e9;

/** Runs one block on any free thread. */
export type RunBlock = (block: Block) => Promise<BlockResult>;

/** How blocks of samples are run, and where finished ones are kept. */
export interface Circumstances {
  readonly run: RunBlock;
  /** How many blocks may be in progress. */
  readonly atOnce: number;
  readonly keep: Keep;
}

/**
 * Runs a job block by block. The blocks depend on the job alone and are added up in their order, so the result is the
 * same to the last bit, however many run at once, wherever they run, and however often the job was interrupted. Of a
 * long simulation the sums of its parts are kept.
 */
export async function simulate(job: SmaaJob, circumstances: Circumstances): Promise<SmaaResult> {
  const size = { alternatives: job.values.length, criteria: job.values[0]?.length ?? 0 };
  const parts = partsOf(job);
  const keep: Keep = parts.length === 1 ? (_, make) => make() : circumstances.keep;
  const total = newTally(size);
  for (const [index, blocks] of parts.entries()) {
    const make = async () => textOf(await added(blocks, size, circumstances));
    add(total, tallyOf(await keep(`samples-${index}`, make)));
  }
  const shares = sharesOf(total, { ...size, samples: job.samples });
  const confidence = await keep('confidence', () => confidenceOf(job, shares.centralWeights, circumstances));
  return { ...shares, confidence };
}

async function added(
  blocks: readonly Block[],
  size: Parameters<typeof newTally>[0],
  circumstances: Circumstances,
): Promise<Tally> {
  const tally = newTally(size);
  await inOrder(blocks, circumstances, (result) => result.tally && add(tally, result.tally));
  return tally;
}

/** Where only weights are drawn, one evaluation of the central weights is enough. */
async function confidenceOf(
  job: SmaaJob,
  centralWeights: SmaaResult['centralWeights'],
  circumstances: Circumstances,
): Promise<(number | null)[]> {
  const samples = job.drawn.length === 0 ? 1 : confidenceSamples(job);
  const confirmed = new Float64Array(job.values.length);
  await inOrder(confirmationsOf({ ...job, samples }, centralWeights), circumstances, (result) => {
    for (const [index, count] of (result.confirmed ?? []).entries()) confirmed[index]! += count;
  });
  return centralWeights.map((central, index) => central && confirmed[index]! / samples);
}

function confidenceSamples(job: SmaaJob): number {
  const affordable = Math.max(100, Math.floor(CONFIDENCE_STEPS / stepsOfConfirmation(job)));
  return Math.min(job.samples, CONFIDENCE_SAMPLES, affordable);
}

/** Keeps up to `atOnce` blocks in progress and takes their results in the order of the blocks. */
async function inOrder(
  blocks: Iterable<Block>,
  { run, atOnce }: Circumstances,
  take: (result: BlockResult) => void,
): Promise<void> {
  const underWay: Promise<BlockResult>[] = [];
  for (const block of blocks) {
    const result = run(block);
    // It is awaited in its turn; until then a failure must not be left without a handler.
    result.catch(() => undefined);
    underWay.push(result);
    if (underWay.length >= atOnce) await takeFirst(underWay, take);
  }
  while (underWay.length > 0) await takeFirst(underWay, take);
}

async function takeFirst(
  underWay: Promise<BlockResult>[],
  take: (result: BlockResult) => void,
): Promise<void> {
  const first = underWay.shift();
  if (first) take(await first);
}
