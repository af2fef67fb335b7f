import { type History, keyOf, type Sample, type Vector } from './timeline.js';

/** What a counter has grown by, beginnings anew counted in. Where the span has scrapes from end to end it is not stretched. */
export function increase(histories: readonly History[]): Vector {
  return histories.flatMap(({ labels, points }) => {
    if (points.length < 2) return [];
    const grown = points.reduce((sum, { value }, nth) => {
      const before = points[nth - 1]?.value ?? value;
      return sum + (value < before ? value : value - before);
    }, 0);
    return [{ labels, value: grown }];
  });
}

export function scaled(vector: Vector, factor: number): Vector {
  return vector.map(({ labels, value }) => ({ labels, value: value * factor }));
}

const AGGREGATES = {
  sum: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0),
  max: (values: readonly number[]) => Math.max(...values),
  min: (values: readonly number[]) => Math.min(...values),
  count: (values: readonly number[]) => values.length,
} as const;
export type Aggregate = keyof typeof AGGREGATES;

export function isAggregate(word: string): word is Aggregate {
  return Object.hasOwn(AGGREGATES, word);
}

export function aggregate(how: Aggregate, vector: Vector, by: readonly string[]): Vector {
  return grouped(vector, by).map(({ labels, members }) => ({
    labels,
    value: AGGREGATES[how](members.map(({ value }) => value)),
  }));
}

/** Linear within a bucket, and the last finite bound where it lies in the open one. */
export function quantile(share: number, buckets: Vector): Vector {
  const others = [...new Set(buckets.flatMap(({ labels }) => Object.keys(labels)))].filter(
    (name) => name !== 'le',
  );
  return grouped(buckets, others).map(({ labels, members }) => ({
    labels,
    value: quantileOf(share, members),
  }));
}

function quantileOf(share: number, members: Vector): number {
  const steps = members
    .map(({ labels, value }) => ({ upTo: Number(labels.le?.replace('+Inf', 'Infinity')), count: value }))
    .sort((one, other) => one.upTo - other.upTo);
  const wanted = share * (steps.at(-1)?.count ?? 0);
  if (wanted === 0) return NaN;
  const nth = steps.findIndex(({ count }) => count >= wanted);
  const [below, step] = [steps[nth - 1] ?? { upTo: 0, count: 0 }, steps[nth]];
  if (step === undefined || step.upTo === Infinity) return below.upTo;
  return below.upTo + ((step.upTo - below.upTo) * (wanted - below.count)) / (step.count - below.count);
}

function grouped(vector: Vector, by: readonly string[]) {
  const groups = new Map<string, { labels: Record<string, string>; members: Sample[] }>();
  for (const sample of vector) {
    const key = keyOf(sample.labels, by);
    const group = groups.get(key) ?? { labels: picked(sample.labels, by), members: [] };
    group.members.push(sample);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function picked(labels: Sample['labels'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (name in labels ? [[name, labels[name] ?? '']] : [])));
}
