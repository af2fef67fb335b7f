import type { Series } from '../support/prometheus-text.js';
import type { Scrape } from './promql/timeline.js';

/** What happened once is seen in the first scrape after. */
export const SCRAPED_EVERY_S = 30;
/** For so long nothing has happened: longer than any rule looks back that compares. */
export const BEFORE_S = 900;
const LASTS_S = 1_800;
/** When it is looked for what rings by what lasts, counted from the last scrape before. */
export const LASTING_AT_S = LASTS_S;

/** What Prometheus would have scraped. What `lasting` was counted between the two scrapes is counted again each time. */
export function scrapesOf(
  before: readonly Series[],
  during: readonly Series[],
  how: 'once' | 'lasting',
): Scrape[] {
  const scrapes: Scrape[] = [];
  for (let at = -BEFORE_S; at <= 0; at += SCRAPED_EVERY_S) scrapes.push({ at, series: before });
  const known = new Map(before.map((each) => [seriesKey(each), each.value]));
  for (let times = 0; times * SCRAPED_EVERY_S < LASTS_S; times++) {
    const series = during.map((each) => {
      const pace =
        how === 'lasting' && isCounter(each.name) ? each.value - (known.get(seriesKey(each)) ?? 0) : 0;
      return { ...each, value: each.value + times * Math.max(0, pace) };
    });
    scrapes.push({ at: (times + 1) * SCRAPED_EVERY_S, series });
  }
  return scrapes;
}

export function seriesKey({ name, labels }: Series): string {
  return name + JSON.stringify(Object.entries(labels).sort());
}

export function isCounter(name: string): boolean {
  return /_(total|bucket|count|sum)$/.test(name);
}
