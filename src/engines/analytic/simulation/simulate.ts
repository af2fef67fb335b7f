import { costOf } from '../methods/cost.js';
import type { BlockResult } from './simulate-block.js';
import type { Block, SmaaJob, SmaaResult } from './smaa-job.js';
import { add, newTally, sharesOf } from './tally.js';

/** Steps of the inner loops one block should take: about ten milliseconds of one core. */
const STEPS_OF_A_BLOCK = 5e6;
/** Confidence factors are shares: more draws than these give digits nobody reads. */
const CONFIDENCE_SAMPLES = 10_000;
const CONFIDENCE_STEPS = 2e9;

/** A method evaluates tables of numbers where weighted sums run through one array. */
const STEPS_OF_AN_EVALUATION = 20;

/** Runs one block, wherever there is a thread for it. */
export type RunBlock = (block: Block) => Promise<BlockResult>;

/**
 * Runs a job block by block. The blocks follow from the job alone and are added up in their order, so the result is
 * the same to the last bit however many run at once and wherever.
 *
 * @param atOnce how many blocks may be on their way
 */
export async function simulate(job: SmaaJob, run: RunBlock, atOnce: number): Promise<SmaaResult> {
  const alternatives = job.values.length;
  const tally = newTally(alternatives, job.values[0]?.length ?? 0);
  await inOrder(blocksOf(job), run, atOnce, (result) => result.tally && add(tally, result.tally));
  const shares = sharesOf(tally, { alternatives, samples: job.samples });
  return { ...shares, confidence: await confidenceOf(job, shares.centralWeights, { run, atOnce }) };
}

/** Where nothing is drawn but weights, one look at the central weights tells. */
async function confidenceOf(
  job: SmaaJob,
  centralWeights: SmaaResult['centralWeights'],
  { run, atOnce }: { readonly run: RunBlock; readonly atOnce: number },
): Promise<SmaaResult['confidence']> {
  const samples = job.drawn.length === 0 ? 1 : confidenceSamples(job);
  const confirmed = new Float64Array(job.values.length);
  const blocks = blocksOf({ ...job, samples }, centralWeights);
  await inOrder(blocks, run, atOnce, (result) => {
    for (const [index, count] of (result.confirmed ?? []).entries()) confirmed[index]! += count;
  });
  return centralWeights.map((central, index) => central && confirmed[index]! / samples);
}

function confidenceSamples(job: SmaaJob): number {
  const affordable = Math.max(100, Math.floor(CONFIDENCE_STEPS / stepsOf(job, true)));
  return Math.min(job.samples, CONFIDENCE_SAMPLES, affordable);
}

function stepsOf({ values, drawn, method }: SmaaJob, isConfidence: boolean): number {
  const alternatives = values.length;
  const criteria = values[0]?.length ?? 0;
  const evaluated =
    method === null
      ? alternatives * criteria
      : STEPS_OF_AN_EVALUATION * costOf(method.method, alternatives, criteria);
  const scored = evaluated + alternatives * (isConfidence ? 1 : alternatives / 2);
  return (
    (isConfidence ? scored * alternatives : scored + criteria * criteria) + 50 * (drawn.length + criteria)
  );
}

function* blocksOf(
  job: SmaaJob,
  centralWeights: SmaaResult['centralWeights'] | null = null,
): Generator<Block> {
  const most = Math.max(1, Math.floor(STEPS_OF_A_BLOCK / stepsOf(job, centralWeights !== null)));
  for (let index = 0; index * most < job.samples; index += 1) {
    yield { job, index, samples: Math.min(most, job.samples - index * most), centralWeights };
  }
}

/** Keeps up to `atOnce` blocks on their way and takes their results in the order of the blocks. */
async function inOrder(
  blocks: Iterable<Block>,
  run: RunBlock,
  atOnce: number,
  take: (result: BlockResult) => void,
): Promise<void> {
  const underWay: Promise<BlockResult>[] = [];
  for (const block of blocks) {
    const result = run(block);
    // It is awaited in its turn; until then a failure is not left without a handler.
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
