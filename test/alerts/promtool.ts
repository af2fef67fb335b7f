import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Series } from '../support/prometheus-text.js';
import { ALERT_RULES, RECORDED, RULES } from './rules.js';
import { BEFORE_S, LASTING_AT_S, SCRAPED_EVERY_S, scrapesOf, seriesKey } from './scrapes.js';

/** Not part of this project: asked where it is installed. */
const PROMTOOL = 'promtool';
const MAX_BUFFER = 1e8;

export interface Observed {
  readonly before: readonly Series[];
  readonly during: readonly Series[];
  readonly alerts: readonly string[];
}

/** Names in the rules: Prometheus need not be told of others. */
const ASKED = new Set(
  [...ALERT_RULES.map(({ expression }) => expression), ...RECORDED.values()].flatMap(
    (text) => text.match(/\bdecision_\w+/g) ?? [],
  ),
);

export function hasPromtool(): boolean {
  return spawnSync(PROMTOOL, ['--version']).status === 0;
}

/** What Prometheus itself makes of the rules and the same scrapes: what it says, which is nothing where all is as expected. */
export function faultsOf(observed: readonly Observed[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'promtool-'));
  const rules = fileURLToPath(new URL(`../../${RULES}`, import.meta.url));
  const tests = observed.flatMap((each) => [testOf(each, 'once'), testOf(each, 'lasting')]);
  const file = join(directory, 'test.yaml');
  writeFileSync(file, JSON.stringify({ rule_files: [rules], evaluation_interval: '30s', tests }));
  const { status, stdout, stderr } = spawnSync(PROMTOOL, ['test', 'rules', file], {
    ...{ encoding: 'utf8', maxBuffer: MAX_BUFFER },
  });
  rmSync(directory, { recursive: true });
  return status === 0 ? '' : stdout + stderr;
}

function testOf({ before, during, alerts }: Observed, how: 'once' | 'lasting'): object {
  const asked = ALERT_RULES.filter(({ forS }) => forS > 0 === (how === 'lasting')).map(({ name }) => name);
  const firing = `group by (alertname) (ALERTS{alertstate="firing",alertname=~"${asked.join('|')}"})`;
  const at = BEFORE_S + (how === 'lasting' ? LASTING_AT_S : SCRAPED_EVERY_S);
  const expected = asked.filter((name) => alerts.includes(name));
  return {
    ...{ interval: `${SCRAPED_EVERY_S}s`, input_series: inputOf(before, during, how) },
    promql_expr_test: [
      { expr: firing, eval_time: `${BEFORE_S}s`, exp_samples: [] },
      {
        ...{ expr: firing, eval_time: `${at}s` },
        exp_samples: expected.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 })),
      },
    ],
  };
}

function inputOf(before: readonly Series[], during: readonly Series[], how: 'once' | 'lasting'): object[] {
  const scrapes = scrapesOf(before, during, how);
  const isAsked = (series: Series) => ASKED.has(series.name);
  const all = new Map<string, { series: Series; values: string[] }>();
  scrapes.forEach(({ series }, nth) => {
    for (const each of series.filter(isAsked)) {
      const line = all.get(seriesKey(each)) ?? { series: each, values: Array<string>(nth).fill('_') };
      line.values[nth] = String(each.value);
      all.set(seriesKey(each), line);
    }
    // A series that a scrape does not have any more has ended.
    for (const { values } of all.values()) values[nth] ??= values[nth - 1] === '_' ? '_' : 'stale';
  });
  return [...all.values()].map(({ series, values }) => ({
    series: nameOf(series),
    values: values.map((value) => (value === 'Nan' ? 'NaN' : value)).join(' '),
  }));
}

function nameOf({ name, labels }: Series): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;
}
