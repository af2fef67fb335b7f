/**
 * The logarithm and the exponential made only of operations that IEEE 754 defines to the last bit, so that a simulation
 * gives the same bytes on every machine: the functions of `Math` differ between machines. Both are exact to about two
 * units in the last place.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SQRT_HALF = 0.7071067811865476;
const bits = new DataView(new ArrayBuffer(8));

/** @param x above 0 and normal: at least 2^-1022 */
export function ln(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getInt32(0);
  let exponent = ((high >> 20) & 0x7ff) - 1022;
  bits.setInt32(0, (high & 0x000f_ffff) | 0x3fe0_0000);
  let mantissa = bits.getFloat64(0);
  if (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent -= 1;
  }
  return exponent * LN2_HIGH + (twiceArtanh((mantissa - 1) / (mantissa + 1)) + exponent * LN2_LOW);
}

/** `2 artanh z` as its series; enough terms for |z| up to 0.172. */
function twiceArtanh(z: number): number {
  const square = z * z;
  let series = 0;
  for (let power = 21; power >= 1; power -= 2) series = series * square + 1 / power;
  return 2 * z * series;
}

/** 0 below -708; not for arguments above 709. */
export function exp(x: number): number {
  if (x < -708) return 0;
  const doublings = Math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5);
  const rest = x - doublings * LN2_HIGH - doublings * LN2_LOW;
  let series = 1;
  for (let term = 14; term >= 1; term -= 1) series = 1 + (series * rest) / term;
  return series * powerOfTwo(doublings);
}

function powerOfTwo(exponent: number): number {
  bits.setInt32(0, (exponent + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}
