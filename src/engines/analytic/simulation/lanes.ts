/**
 * The inner loops of the simulation work on four samples at once, its lanes: what belongs to lane `k` of item `i` is at
 * `4 i + k`. Four samples then share loads and loop steps, and four sums that do not wait for each other keep the
 * processor busy.
 */
export const LANES = 4;

/** Kept in a constant, because where tests run in a context of their own a global is looked up each time. */
const asNumber = Number;

/** Scores of all alternatives in all lanes; `values` is alternatives × criteria. */
export function scoreLanes(values: Float64Array, weights: Float64Array, scores: Float64Array): void {
  const width = weights.length;
  let cell = 0;
  for (let place = 0; place < scores.length; place += LANES) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let weight = 0; weight < width; weight += LANES) {
      const value = values[cell]!;
      a += weights[weight]! * value;
      b += weights[weight + 1]! * value;
      c += weights[weight + 2]! * value;
      d += weights[weight + 3]! * value;
      cell += 1;
    }
    scores[place] = a;
    scores[place + 1] = b;
    scores[place + 2] = c;
    scores[place + 3] = d;
  }
}

/** Scores of all alternatives in one lane, for values that are drawn again for each sample. */
export function scoreLane(
  values: Float64Array,
  weights: Float64Array,
  scores: Float64Array,
  lane: number,
): void {
  const width = weights.length;
  let cell = 0;
  for (let place = lane; place < scores.length; place += LANES) {
    let total = 0;
    for (let weight = lane; weight < width; weight += LANES) {
      total += weights[weight]! * values[cell]!;
      cell += 1;
    }
    scores[place] = total;
  }
}

/** After this many samples the counts must be taken out of {@link Pairs}, before one of its halves could overflow. */
export const PAIRS_HOLD = 0x7ffc;

/** Per pair in the upper triangle how often the first won, in the low half, and lost, in the high half. */
export type Pairs = Int32Array;

/**
 * Compares each pair once. Results are added as numbers, because a branch on them would be mispredicted half of the
 * time.
 *
 * @param behind receives for each alternative how many are better, one byte for each lane
 */
export function compareLanes(
  scores: Float64Array,
  tolerance: number,
  pairs: Pairs,
  behind: Int32Array,
): void {
  const size = behind.length;
  for (let a = 0; a < size; a += 1) behind[a] = 0;
  for (let a = 0; a < size; a += 1) {
    behind[a] = (behind[a]! + compareWithRest(scores, tolerance, pairs, behind, a)) | 0;
  }
}

/** Compares one alternative with all after it; answers how many of these are better, one byte for each lane. */
function compareWithRest(
  scores: Float64Array,
  tolerance: number,
  pairs: Pairs,
  behind: Int32Array,
  a: number,
): number {
  const size = behind.length;
  let place = LANES * a;
  const low0 = scores[place]! - tolerance;
  const high0 = scores[place]! + tolerance;
  const low1 = scores[place + 1]! - tolerance;
  const high1 = scores[place + 1]! + tolerance;
  const low2 = scores[place + 2]! - tolerance;
  const high2 = scores[place + 2]! + tolerance;
  const low3 = scores[place + 3]! - tolerance;
  const high3 = scores[place + 3]! + tolerance;
  let cell = a * size + a;
  let better = 0;
  for (let b = a + 1; b < size; b += 1) {
    cell += 1;
    place += LANES;
    const win0 = asNumber(low0 > scores[place]!);
    const win1 = asNumber(low1 > scores[place + 1]!);
    const win2 = asNumber(low2 > scores[place + 2]!);
    const win3 = asNumber(low3 > scores[place + 3]!);
    const loss0 = asNumber(high0 < scores[place]!);
    const loss1 = asNumber(high1 < scores[place + 1]!);
    const loss2 = asNumber(high2 < scores[place + 2]!);
    const loss3 = asNumber(high3 < scores[place + 3]!);
    const counted = (win0 + win1 + win2 + win3) | ((loss0 + loss1 + loss2 + loss3) << 16);
    pairs[cell] = (pairs[cell]! + counted) | 0;
    behind[b] = (behind[b]! + (win0 | (win1 << 8) | (win2 << 16) | (win3 << 24))) | 0;
    better = (better + (loss0 | (loss1 << 8) | (loss2 << 16) | (loss3 << 24))) | 0;
  }
  return better;
}

/** Adds what {@link compareLanes} has counted to the wins, alternative × alternative, and sets the counts to zero. */
export function takePairs(pairs: Pairs, wins: Uint32Array, size: number): void {
  for (let a = 0; a < size; a += 1) {
    for (let b = a + 1; b < size; b += 1) {
      const cell = a * size + b;
      wins[cell] = wins[cell]! + (pairs[cell]! & 0xffff);
      wins[b * size + a] = wins[b * size + a]! + (pairs[cell]! >>> 16);
    }
  }
  pairs.fill(0);
}
