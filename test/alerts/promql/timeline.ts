import type { Series } from '../../support/prometheus-text.js';

/** One element of a vector: what it is of, and how much. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type Vector = readonly Sample[];

/** What a series was over a span, oldest first; seconds. */
export interface History {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

export interface Scrape {
  readonly at: number;
  readonly series: readonly Series[];
}

/** A series that no scrape has had for so long is over. */
const STALE_AFTER_S = 300;

/** Scrapes, oldest first, as an expression sees them at one moment. */
export class Timeline {
  constructor(
    private readonly scrapes: readonly Scrape[],
    readonly now: number,
  ) {}

  at(now: number): Timeline {
    return new Timeline(this.scrapes, now);
  }

  /** A series that the last scrape does not have any more has ended with it. */
  latest(name: string, fits: (labels: Sample['labels']) => boolean): Vector {
    const last = this.scrapes.findLast(({ at }) => at <= this.now);
    if (last === undefined || this.now - last.at > STALE_AFTER_S) return [];
    return last.series.filter((each) => each.name === name && fits(each.labels));
  }

  range(name: string, fits: (labels: Sample['labels']) => boolean, seconds: number): readonly History[] {
    const found = new Map<string, { labels: Sample['labels']; points: { at: number; value: number }[] }>();
    for (const { at, series } of this.scrapes) {
      if (at < this.now - seconds || at > this.now) continue;
      for (const each of series.filter(({ name: is, labels }) => is === name && fits(labels))) {
        const history = found.get(keyOf(each.labels)) ?? { labels: each.labels, points: [] };
        history.points.push({ at, value: each.value });
        found.set(keyOf(each.labels), history);
      }
    }
    return [...found.values()];
  }
}

/** The same for the same labels, in whatever order. */
export function keyOf(labels: Sample['labels'], only?: readonly string[]): string {
  const names = only ?? Object.keys(labels);
  return JSON.stringify([...names].sort().map((name) => [name, labels[name] ?? '']));
}
