import { exp, ln } from './elementary.js';
import type { ValueLine } from '../scoring/piecewise.js';
import type { DrawnScore, Variate } from './smaa-job.js';

/** Random numbers in [0, 1). */
export type Uniform = () => number;

/** The smallest number of which a logarithm is taken. */
const TINY = 2 ** -1000;

/** Draws one value of a score. */
export function valueDraw({ variate, value }: DrawnScore, uniform: Uniform): () => number {
  const draw = variateDraw(variate, uniform);
  const valueOf = valueFunction(value);
  return () => valueOf(draw());
}

function variateDraw(variate: Variate, uniform: Uniform): () => number {
  switch (variate.kind) {
    case 'interval':
      return () => between(variate.from, variate.to, uniform());
    case 'normal':
      return () => variate.mean + variate.deviation * normal(uniform);
    case 'lognormal':
      return () => exp(variate.mean + variate.deviation * normal(uniform));
    case 'beta':
      return () => between(variate.from, variate.to, beta(variate.a, variate.b, uniform));
    case 'triangular':
      return () => triangular(variate, uniform());
    case 'levels':
      return () => level(variate, uniform());
  }
}

function between(from: number, to: number, part: number): number {
  return from * (1 - part) + to * part;
}

/**
 * Standard normal by the polar method.
 *
 * @see Marsaglia, G. and Bray, T. A. (1964). A convenient method for generating normal variables. SIAM Review 6(3),
 *   260-264.
 */
export function normal(uniform: Uniform): number {
  for (;;) {
    const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * ln(square)) / square);
  }
}

/**
 * Gamma of scale 1 by squeezing a cubed normal; shapes below 1 through one that is larger by 1.
 *
 * @see Marsaglia, G. and Tsang, W. W. (2000). A simple method for generating gamma variables. ACM Transactions on
 *   Mathematical Software 26(3), 363-372.
 */
export function gamma(shape: number, uniform: Uniform): number {
  if (shape < 1) return gamma(shape + 1, uniform) * exp(ln(Math.max(uniform(), TINY)) / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(uniform);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (ln(Math.max(uniform(), TINY)) < 0.5 * x * x + d - d * v + d * ln(v)) return d * v;
  }
}

function beta(a: number, b: number, uniform: Uniform): number {
  const [x, y] = [gamma(a, uniform), gamma(b, uniform)];
  // Both are zero where both shapes are tiny: nearly all of the distribution is then at its two ends.
  if (x + y === 0) return uniform() < a / (a + b) ? 1 : 0;
  return x / (x + y);
}

function triangular({ from, mode, to }: { from: number; mode: number; to: number }, part: number): number {
  if (to === from) return from;
  const [below, above, width] = [mode - from, to - mode, to - from];
  return part * width < below
    ? from + Math.sqrt(part * below) * Math.sqrt(width)
    : to - Math.sqrt((1 - part) * above) * Math.sqrt(width);
}

function level(
  { values, chances }: { values: readonly number[]; chances: readonly number[] },
  part: number,
): number {
  let left = part;
  for (const [index, chance] of chances.entries()) {
    left -= chance;
    if (left < 0) return values[index] ?? NaN;
  }
  return values[chances.findLastIndex((chance) => chance > 0)] ?? NaN;
}

function valueFunction({ points, goesOn }: ValueLine): (x: number) => number {
  return (x) => {
    const last = points.length - 1;
    const [x0, v0] = points[0] ?? [NaN, NaN];
    const [xn, vn] = points[last] ?? [NaN, NaN];
    if (!goesOn && x <= x0) return v0;
    if (!goesOn && x >= xn) return vn;
    let right = 1;
    while (right < last && (points[right]?.[0] ?? NaN) < x) right += 1;
    const [left, end] = [points[right - 1] ?? [NaN, NaN], points[right] ?? [NaN, NaN]];
    return left[1] + ((x - left[0]) / (end[0] - left[0])) * (end[1] - left[1]);
  };
}
