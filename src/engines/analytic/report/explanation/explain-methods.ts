import type { Comparison } from '../../methods/comparison.js';
import { figure, grouped, listed, plural } from './wording.js';

const ALL = 16;

/** Where other methods give another result. */
export function comparisonSentences(comparison: Comparison | null, recommended: string | null): string[] {
  if (!comparison || comparison.methods.length < 2 || recommended === null) return [];
  return [firstPlaces(comparison, recommended), agreement(comparison)];
}

/** The methods by which the recommended alternative is not first. */
export function dissenters(comparison: Comparison | null, recommended: string | null): readonly string[] {
  const [, ...others] = comparison?.methods ?? [];
  return others.filter((name) => comparison?.first[name]?.includes(recommended ?? '') !== true);
}

/** Who would be first instead, methods of one mind together. */
function firstPlaces(comparison: Comparison, recommended: string): string {
  const [, ...others] = comparison.methods;
  const differ = dissenters(comparison, recommended);
  const agree = others.filter((name) => !differ.includes(name));
  if (differ.length === 0) return `${recommended} is first by ${listed(agree, ALL)} too.`;
  const firstBy = (name = '') => comparison.first[name] ?? [];
  const minds = grouped(differ, (name) => firstBy(name).join('\n'));
  const items = minds.map((names) => instead(firstBy(names[0]), names));
  const same = agree.length > 0 ? [`by ${listed(agree, ALL)} ${recommended} is first too`] : [];
  const text = [...items, ...same].join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function instead(first: readonly string[], methods: readonly string[]): string {
  const verb = plural(first.length, 'would be first', 'would share first place');
  return `by ${listed(methods, ALL)} ${listed(first)} ${verb}`;
}

function agreement({ methods, kendall }: Comparison): string {
  const [own, ...others] = methods.map(String);
  const lowest = Math.min(...others.map((_, index) => kendall[0]?.[index + 1] ?? 0));
  const orders =
    others.length === 1
      ? `The order by ${others.join('')} agrees with that by ${own ?? ''} to ${figure(lowest)}`
      : `The orders by these methods agree with that by ${own ?? ''} to at least ${figure(lowest)}`;
  return `${orders}, on a scale from -1 for the opposite to 1 for the same (Kendall's tau).`;
}
