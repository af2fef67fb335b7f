/** The four 32-bit words a generator of the xoshiro128 family keeps; not all zero. */
export type RandomState = readonly [number, number, number, number];

const MASK_64 = 0xffff_ffff_ffff_ffffn;

const BUFFERED = 512;

/**
 * Numbers uniform in [0, 1) with 53 random bits: the same ones for the same seed and stream, on every machine.
 *
 * @param seed a whole number of 32 bits
 * @param stream a whole number of 32 bits; each stream has other numbers
 */
export function uniformNumbers(seed: number, stream = 0): () => number {
  const fill = uniformFiller(expandSeed(seed, stream));
  const buffer = new Float64Array(BUFFERED);
  let used = BUFFERED;
  return () => {
    if (used === BUFFERED) {
      fill(buffer);
      used = 0;
    }
    return buffer[used++]!;
  };
}

/**
 * Fills buffers with the numbers of {@link xoshiro128}, two for each. Written out, since variables of a loop stay in
 * registers and those of a closure do not.
 */
function uniformFiller(state: RandomState): (buffer: Float64Array) => void {
  const words = Int32Array.from(state);
  return (buffer) => {
    let [a, b, c, d] = [words[0]!, words[1]!, words[2]!, words[3]!];
    for (let index = 0; index < buffer.length; index += 1) {
      const first = Math.imul(rotate(Math.imul(b, 5), 7), 9);
      let shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = rotate(d, 11);
      const second = Math.imul(rotate(Math.imul(b, 5), 7), 9);
      shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = rotate(d, 11);
      buffer[index] = ((first >>> 5) * 0x400_0000 + (second >>> 6)) * 2 ** -53;
    }
    words.set([a, b, c, d]);
  };
}

/**
 * The generator xoshiro128**, version 1.1: whole numbers of 32 bits.
 *
 * @see Blackman, D. and Vigna, S. (2021). Scrambled linear pseudorandom number generators. ACM Transactions on
 *   Mathematical Software 47(4). https://prng.di.unimi.it/xoshiro128starstar.c
 */
export function xoshiro128([s0, s1, s2, s3]: RandomState): () => number {
  let [a, b, c, d] = [s0, s1, s2, s3];
  return () => {
    const output = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return output;
  };
}

/**
 * The generator splitmix64, which the authors of xoshiro recommend to fill its state.
 *
 * @see https://prng.di.unimi.it/splitmix64.c
 */
export function splitmix64(seed: bigint): () => bigint {
  let state = seed & MASK_64;
  return () => {
    state = (state + 0x9e37_79b9_7f4a_7c15n) & MASK_64;
    let mixed = state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & MASK_64;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d0_49bb_1331_11ebn) & MASK_64;
    return mixed ^ (mixed >> 31n);
  };
}

function expandSeed(seed: number, stream: number): RandomState {
  const next = splitmix64((BigInt(stream) << 32n) | BigInt(seed));
  const [first, second] = [next(), next()];
  return [low(first), high(first), low(second), high(second)];
}

function low(bits: bigint): number {
  return Number(bits & 0xffff_ffffn);
}

function high(bits: bigint): number {
  return Number(bits >> 32n);
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
