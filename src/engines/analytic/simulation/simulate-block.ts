import { compareLanes, LANES, PAIRS_HOLD, scoreLane, scoreLanes, takePairs } from './lanes.js';
import { uniformNumbers } from './random.js';
import type { Block, SmaaJob } from './smaa-job.js';
import { evaluatorOf, toleranceOf } from './scorers.js';
import { newTally, type Tally } from './tally.js';
import { valueDraw } from './variates.js';
import { weightDraw } from './weight-draws.js';

/** What one block adds to the simulation. */
export type BlockResult =
  Readonly<{ tally: Tally; confirmed: null }> | Readonly<{ tally: null; confirmed: Uint32Array }>;

/**
 * One block of a stochastic multicriteria acceptability analysis: draws weights and uncertain scores and counts who
 * takes which rank. Alternatives that tie share a rank, so the first ranks of all may sum to more than 1.
 *
 * @see Lahdelma, R. and Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for group
 *   decision making. Operations Research 49(3), 444-454.
 */
export function simulateBlock(block: Block): BlockResult {
  return block.centralWeights === null
    ? { tally: tallied(block), confirmed: null }
    : { tally: null, confirmed: confirmedOf(block, block.centralWeights) };
}

function tallied({ job, index, samples }: Block): Tally {
  const { alternatives, values, drawScores, uniform } = prepared(job, index);
  const criteria = values.length / alternatives;
  const drawWeights = weightDraw(job.weights, uniform);
  const drawn = new Float64Array(criteria);
  const weights = new Float64Array(LANES * criteria);
  const scores = new Float64Array(LANES * alternatives);
  const behind = new Int32Array(alternatives);
  const pairs = new Int32Array(alternatives * alternatives);
  const tally = newTally({ alternatives, criteria });
  const tolerance = toleranceOf(job, values);
  const evaluate = job.method && evaluatorOf(job.method);
  for (let sample = 0; sample < samples; sample += LANES) {
    const lanes = Math.min(LANES, samples - sample);
    // Equal scores win and lose nothing: they fill up the last row of lanes.
    if (lanes < LANES) scores.fill(0);
    for (let lane = 0; lane < lanes; lane += 1) {
      drawWeights(drawn);
      for (let criterion = 0; criterion < criteria; criterion += 1)
        weights[LANES * criterion + lane] = drawn[criterion]!;
      if (evaluate) {
        drawScores?.();
        for (const [index, merit] of evaluate(values, drawn).entries()) scores[LANES * index + lane] = merit;
      } else if (drawScores || lanes < LANES) {
        drawScores?.();
        scoreLane(values, weights, scores, lane);
      }
    }
    if (!evaluate && !drawScores && lanes === LANES) scoreLanes(values, weights, scores);
    compareLanes(scores, tolerance, pairs, behind);
    countRanks(behind, weights, tally, lanes);
    if ((sample & PAIRS_HOLD) === PAIRS_HOLD) takePairs(pairs, tally.wins, alternatives);
  }
  takePairs(pairs, tally.wins, alternatives);
  return tally;
}

/** How often each alternative is first under its own central weights, over draws of the uncertain scores. */
function confirmedOf(
  { job, index, samples }: Block,
  centralWeights: NonNullable<Block['centralWeights']>,
): Uint32Array {
  const { alternatives, values, drawScores } = prepared(job, index);
  const evaluate = job.method && evaluatorOf(job.method);
  const scores = new Float64Array(alternatives);
  const confirmed = new Uint32Array(alternatives);
  const weights = centralWeights.map((central) => central && Float64Array.from(central));
  const tolerance = toleranceOf(job, values);
  for (let sample = 0; sample < samples; sample += 1) {
    drawScores?.();
    for (let alternative = 0; alternative < alternatives; alternative += 1) {
      const own = weights[alternative];
      if (!own) continue;
      if (evaluate) scores.set(evaluate(values, own));
      else score(values, own, scores);
      if (isFirst(scores, alternative, tolerance)) confirmed[alternative]! += 1;
    }
  }
  return confirmed;
}

/** `drawScores` is `null` where all scores are known. */
function prepared(job: SmaaJob, index: number) {
  const uniform = uniformNumbers(job.seed, index);
  const values = Float64Array.from(job.values.flat());
  const criteria = values.length / job.values.length;
  const draws = job.drawn.map((drawn) => ({
    cell: drawn.alternative * criteria + drawn.criterion,
    draw: valueDraw(drawn, uniform),
  }));
  const drawScores = (): void => {
    for (const { cell, draw } of draws) values[cell] = draw();
  };
  return {
    alternatives: job.values.length,
    values,
    drawScores: draws.length > 0 ? drawScores : null,
    uniform,
  };
}

/** Reads the lanes of `behind` one by one, and adds up the weights of the alternatives that are first. */
function countRanks(behind: Int32Array, weights: Float64Array, tally: Tally, lanes: number): void {
  const { ranks, weightsWhenFirst } = tally;
  const size = behind.length;
  const criteria = weights.length / LANES;
  for (let alternative = 0; alternative < size; alternative += 1) {
    const places = behind[alternative]!;
    for (let lane = 0; lane < lanes; lane += 1) {
      const place = (places >>> (8 * lane)) & 0xff;
      ranks[alternative * size + place] = ranks[alternative * size + place]! + 1;
      if (place !== 0) continue;
      const row = alternative * criteria;
      for (let criterion = 0; criterion < criteria; criterion += 1) {
        weightsWhenFirst[row + criterion] =
          weightsWhenFirst[row + criterion]! + weights[LANES * criterion + lane]!;
      }
    }
  }
}

function score(values: Float64Array, weights: Float64Array, scores: Float64Array): void {
  const criteria = weights.length;
  let cell = 0;
  for (let alternative = 0; alternative < scores.length; alternative += 1) {
    let total = 0;
    for (let criterion = 0; criterion < criteria; criterion += 1) {
      total += weights[criterion]! * values[cell]!;
      cell += 1;
    }
    scores[alternative] = total;
  }
}

function isFirst(scores: Float64Array, alternative: number, tolerance: number): boolean {
  const own = scores[alternative]!;
  return scores.every((other) => other - own <= tolerance);
}
