import { at } from '../numbers/numbers.js';
import type { Points } from '../problem/criteria.js';

/** A piecewise-linear function. */
export interface ValueLine {
  readonly points: Points;
  /** Whether the first and the last part continue as straight lines, or become constant. */
  readonly goesOn: boolean;
}

/** The function through the points, straight between them and constant beyond. */
export function piecewise(points: Points): (x: number) => number {
  const [first, last] = [at(points, 0), at(points, points.length - 1)];
  return (x) => {
    if (x <= first[0]) return first[1];
    if (x >= last[0]) return last[1];
    const right = points.findIndex(([corner]) => corner >= x);
    return between(at(points, right - 1), at(points, right), x);
  };
}

/** Weighs both ends instead of adding a slope, so that a corner is met exactly and large numbers do not overflow. */
function between([x0, v0]: Points[number], [x1, v1]: Points[number], x: number): number {
  const part = (x - x0) / (x1 - x0);
  return v0 * (1 - part) + v1 * part;
}
