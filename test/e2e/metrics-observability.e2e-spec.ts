import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { at, documentOf, textOf } from '../deploy/documents.js';
import { anApp, type AppInstance } from '../support/app-instance.js';

const RULES = 'deploy/observability/rules.yaml';
const DASHBOARD = 'deploy/observability/dashboard.json';
/** Not part of this project: asked where it is installed. */
const PROMTOOL = 'promtool';
const WORDS = new Set([
  'and',
  'or',
  'unless',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'bool',
  'offset',
]);
/** Labels that Prometheus adds. */
const FOREIGN_LABELS = new Set(['namespace', 'job', 'instance', 'le', 'quantile']);

describe('rules and dashboard', () => {
  let instance: AppInstance;
  /** Label names by the name of each series a scrape may have. */
  const series = new Map<string, ReadonlySet<string>>();
  const rules = listAt(documentOf(RULES), 'groups').flatMap((group) => listAt(group, 'rules'));
  const recorded = rules.map((rule) => textAt(rule, 'record')).filter((name) => name !== '');

  beforeAll(async () => {
    instance = await anApp();
    for (const metric of instance.app.get(Registry).getMetricsAsArray()) {
      const labels = new Set(listAt(metric, 'labelNames').map(String));
      for (const suffix of ['', '_bucket', '_sum', '_count']) series.set(metric.name + suffix, labels);
    }
  });
  afterAll(() => instance.close());

  it('name only metrics that the service has', () => {
    const known = (name: string) => series.has(name) || recorded.includes(name);
    const unknown = expressions().flatMap((expression) => namesIn(expression).filter((name) => !known(name)));

    expect(expressions().length).toBeGreaterThan(40);
    expect(unknown).toEqual([]);
  });

  it('select and group by labels that those metrics have', () => {
    const unknown = expressions().flatMap((expression) => {
      const labels = namesIn(expression).flatMap((name) => [...(series.get(name) ?? FOREIGN_LABELS)]);
      return labelsIn(expression).filter((label) => !labels.includes(label) && !FOREIGN_LABELS.has(label));
    });

    expect(unknown).toEqual([]);
  });

  it('leave no metric of the service out of sight', () => {
    const own = [...series.keys()].filter((name) => /^decision_.*(?<!_bucket|_sum|_count)$/.test(name));
    const shown = new Set(expressions().flatMap((expression) => namesIn(expression)));
    const seen = (name: string) =>
      ['', '_bucket', '_sum', '_count'].some((suffix) => shown.has(name + suffix));

    expect(own.filter((name) => !seen(name))).toEqual([]);
  });

  it('say for every alert how bad it is, what it is and what to do', () => {
    const alerts = rules.filter((rule) => textAt(rule, 'alert') !== '');
    for (const alert of alerts) {
      expect(['warning', 'critical']).toContain(textAt(alert, 'labels', 'severity'));
      expect(textAt(alert, 'annotations', 'summary')).not.toBe('');
      expect(textAt(alert, 'annotations', 'description')).not.toBe('');
    }
    expect(new Set(alerts.map((alert) => textAt(alert, 'alert'))).size).toBe(alerts.length);
  });

  it('lead from every alert to a row of the documentation', () => {
    const anchors = new Set(
      [...textOf('docs/operations.md').matchAll(/<a id="([a-z]+)">/g)].map(([, id]) => id),
    );
    for (const rule of rules.filter((each) => textAt(each, 'alert') !== '')) {
      const { pathname, hash } = new URL(textAt(rule, 'annotations', 'runbook_url'));
      expect(pathname).toMatch(/\/docs\/operations\.md$/);
      expect(hash).toBe(`#${textAt(rule, 'alert').toLowerCase()}`);
      expect(anchors).toContain(hash.slice(1));
    }
  });

  it('keep installations apart', () => {
    const mixing = rules
      .map((rule) => textAt(rule, 'expr'))
      .flatMap((expression) => [
        ...expression.matchAll(/\b(?:sum|max|min|count)\b(?! by \(namespace, job\b)/g),
      ]);
    const anywhere = panelExpressions().filter((expression) => !expression.includes('job=~"$job"'));

    expect(mixing).toEqual([]);
    expect(anywhere).toEqual([]);
  });

  it('are the same for the Prometheus Operator and for Grafana in a cluster', () => {
    const folder = 'deploy/kubernetes/components/monitoring';
    expect(at(documentOf(`${folder}/prometheus-rule.yaml`), 'spec')).toEqual(documentOf(RULES));
    const dashboard = at(documentOf(`${folder}/grafana-dashboard.yaml`), 'data', 'decision-processes.json');
    expect(JSON.parse(String(dashboard))).toEqual(JSON.parse(textOf(DASHBOARD)));
  });

  it('are described under the names they have', () => {
    const named = [...textOf('docs/operations.md').matchAll(/`(decision_[a-z_]+)/g)].map(([, name]) =>
      String(name),
    );

    expect(named.filter((name) => !series.has(name))).toEqual([]);
  });

  if (spawnSync(PROMTOOL, ['--version']).status === 0) {
    it('are accepted by Prometheus', () => {
      const file = fileURLToPath(new URL(`../../${RULES}`, import.meta.url));
      const { status, stderr } = spawnSync(PROMTOOL, ['check', 'rules', file], { encoding: 'utf8' });

      expect([status, stderr]).toEqual([0, '']);
    });
  }

  function expressions(): string[] {
    return [...rules.map((rule) => textAt(rule, 'expr')), ...panelExpressions()];
  }

  function panelExpressions(): string[] {
    const panels = listAt(JSON.parse(textOf(DASHBOARD)), 'panels');
    return panels.flatMap((panel) => listAt(panel, 'targets')).map((target) => textAt(target, 'expr'));
  }
});

/** Names of series in an expression: the words that are no functions, labels, ranges or operators. */
function namesIn(expression: string): string[] {
  const bare = expression
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(by|on|without|ignoring)\s*\([^)]*\)/g, ' ');
  const words = bare.match(/[a-z_:][a-z0-9_:]*(?![a-z0-9_:]*\s*\()/g) ?? [];
  return words.filter((word) => !WORDS.has(word));
}

function labelsIn(expression: string): string[] {
  const selected = [...expression.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label]) =>
    String(label),
  );
  const grouped = [...expression.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, list]) =>
    String(list).split(/\s*,\s*/),
  );
  return [...selected, ...grouped];
}

function listAt(document: unknown, name: string): unknown[] {
  const list: unknown = typeof document === 'object' && document !== null ? Reflect.get(document, name) : [];
  return Array.isArray(list) ? list : [];
}

function textAt(document: unknown, ...path: string[]): string {
  const text = at(document, ...path);
  return typeof text === 'string' ? text : '';
}
