import { sum } from '../numbers/numbers.js';
import { appearance } from '../problem/appearance.js';
import type { Cell, Distribution, MissingPolicy } from '../problem/scores.js';
import type { Criterion } from '../problem/criteria.js';

/** Beyond this many deviations lie 2.5 % of a normal distribution, on each side. */
const DEVIATIONS_OF_95_PERCENT = 1.959963984540054;

/** The number a level stands for; `undefined` for an unknown level. */
export function levelValue({ levels }: Criterion, name: string): number | undefined {
  return levels?.find((level) => appearance(level.name) === appearance(name))?.value;
}

/** The mean of an uncertain score. */
export function meanOf(distribution: Distribution, criterion: Criterion): number {
  if ('interval' in distribution) return midpoint(...distribution.interval);
  if ('normal' in distribution) return distribution.normal[0];
  if ('lognormal' in distribution) {
    const [mu, sigma] = distribution.lognormal;
    return Math.exp(mu + (sigma * sigma) / 2);
  }
  if ('beta' in distribution) {
    const [a, b, from, to] = distribution.beta;
    return from + (to - from) * (a / (a + b));
  }
  if ('triangular' in distribution) return sum(distribution.triangular.map((figure) => figure / 3));
  return sum(chancesOf(distribution, criterion).map(({ value, chance }) => value * chance));
}

/** The range of a score; for a distribution without ends the middle 95 % of it. */
export function spanOf(
  distribution: Distribution,
  criterion: Criterion,
): readonly [from: number, to: number] {
  if ('interval' in distribution) return distribution.interval;
  if ('normal' in distribution) {
    const [mean, deviation] = distribution.normal;
    return around(mean, deviation);
  }
  if ('lognormal' in distribution) {
    const [from, to] = around(...distribution.lognormal);
    return [Math.exp(from), Math.exp(to)];
  }
  if ('beta' in distribution) return [distribution.beta[2], distribution.beta[3]];
  if ('triangular' in distribution) return [distribution.triangular[0], distribution.triangular[2]];
  const values = chancesOf(distribution, criterion).flatMap(({ value, chance }) =>
    chance > 0 ? [value] : [],
  );
  return [Math.min(...values), Math.max(...values)];
}

/** Whether a distribution has no ends, so that a declared bound cuts off a part of it. */
export function isUnbounded(distribution: Distribution): boolean {
  return 'normal' in distribution || 'lognormal' in distribution;
}

/** The levels of a distribution as numbers; unknown ones are left out. */
export function chancesOf(
  { levels }: Extract<Distribution, { levels: unknown }>,
  criterion: Criterion,
): { value: number; chance: number }[] {
  return Object.entries(levels).flatMap(([name, chance]) => {
    const value = levelValue(criterion, name);
    return value === undefined ? [] : [{ value, chance }];
  });
}

/** What replaces a missing score: the worse bound, or anything between both. */
export function substituteOf(criterion: Criterion, missing: MissingPolicy): number | Distribution | null {
  const ends = endsOf(criterion);
  if (!ends) return null;
  if (missing === 'interval') return { interval: [ends.min, ends.max] };
  return missing === 'worst' ? ends.worst : null;
}

/** The declared ends of a criterion, and the one that is worse. */
export function endsOf({
  min,
  max,
  value,
  direction,
}: Criterion): { min: number; max: number; worst: number } | null {
  if (min !== null && max !== null && value === null)
    return { min, max, worst: direction === 'benefit' ? min : max };
  const [first, last] = [value?.[0], value?.at(-1)];
  if (!value || !first || !last) return null;
  const lowest = value.reduce((worst, point) => (point[1] < worst[1] ? point : worst), first);
  return { min: min ?? first[0], max: max ?? last[0], worst: lowest[0] };
}

/** A score that is not missing. */
export type Known = Exclude<Cell, null>;

/** A number, or the distribution of one. */
export function figureOf(cell: Known, criterion: Criterion): number | Distribution {
  return typeof cell === 'string' ? (levelValue(criterion, cell) ?? NaN) : cell;
}

function midpoint(from: number, to: number): number {
  return from / 2 + to / 2;
}

function around(mean: number, deviation: number): readonly [number, number] {
  const half = DEVIATIONS_OF_95_PERCENT * deviation;
  return [mean - half, mean + half];
}
