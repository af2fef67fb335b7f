import type { DrawnWeights } from './smaa-job.js';
import { gamma, type Uniform } from './variates.js';

/** Fills the array with weights that sum to 1. */
export type WeightDraw = (weights: Float64Array) => void;

/** How weights of a kind are drawn; the same for the same random numbers. */
export function weightDraw({ kind, base, concentration }: DrawnWeights, uniform: Uniform): WeightDraw {
  switch (kind) {
    case 'uniform':
      return (weights) => drawUniform(weights, uniform);
    case 'ordinal':
      return ordinal(base, uniform);
    case 'around_given':
      return dirichlet(
        base.map((weight) => weight * concentration),
        uniform,
      );
    case 'given':
      return (weights) => {
        for (let index = 0; index < weights.length; index += 1) weights[index] = base[index]!;
      };
  }
}

/**
 * Uniform on the simplex as the gaps between sorted uniform numbers, which needs no logarithm.
 *
 * @see Devroye, L. (1986). Non-Uniform Random Variate Generation, chapter V.2. Springer.
 */
function drawUniform(weights: Float64Array, uniform: Uniform): void {
  const last = weights.length - 1;
  for (let filled = 0; filled < last; filled += 1) insert(weights, filled, uniform());
  weights[last] = 1;
  for (let index = last; index > 0; index -= 1) weights[index] = weights[index]! - weights[index - 1]!;
}

/** Keeps the first `filled` numbers and the new one sorted. */
function insert(sorted: Float64Array, filled: number, number: number): void {
  let place = filled;
  for (; place > 0 && sorted[place - 1]! > number; place -= 1) sorted[place] = sorted[place - 1]!;
  sorted[place] = number;
}

/**
 * Uniform among the weights with the same order as the base: a sorted draw from all weights. Criteria of equal weight
 * share the mean of their places, because neither is said to matter more.
 */
function ordinal(base: readonly number[], uniform: Uniform): WeightDraw {
  const order = [...base.keys()].sort((a, b) => (base[b] ?? 0) - (base[a] ?? 0));
  const drawn = new Float64Array(base.length);
  return (weights) => {
    drawUniform(drawn, uniform);
    drawn.sort();
    for (let place = 0; place < order.length;) {
      const end = endOfLevel(order, base, place);
      let total = 0;
      for (let index = place; index < end; index += 1) total += drawn[drawn.length - 1 - index]!;
      for (let index = place; index < end; index += 1) weights[order[index]!] = total / (end - place);
      place = end;
    }
  };
}

function endOfLevel(order: readonly number[], base: readonly number[], start: number): number {
  let end = start + 1;
  while (end < order.length && base[order[end]!] === base[order[start]!]) end += 1;
  return end;
}

/** Independent gamma variates scaled to sum 1. */
function dirichlet(shapes: readonly number[], uniform: Uniform): WeightDraw {
  return (weights) => {
    let total = 0;
    for (let index = 0; index < shapes.length; index += 1) {
      weights[index] = gamma(shapes[index]!, uniform);
      total += weights[index]!;
    }
    // All are zero where all shapes are tiny: nearly all of the distribution is then at its corners.
    if (total === 0) drawCorner(weights, shapes, uniform);
    else for (let index = 0; index < shapes.length; index += 1) weights[index] = weights[index]! / total;
  };
}

function drawCorner(weights: Float64Array, shapes: readonly number[], uniform: Uniform): void {
  let left = uniform() * shapes.reduce((sum, shape) => sum + shape, 0);
  const corner = shapes.findIndex((shape) => (left -= shape) < 0);
  weights.fill(0);
  weights[Math.max(corner, 0)] = 1;
}
