import type { Series } from '../support/prometheus-text.js';
import { expressionOf } from './promql/expression.js';
import { keyOf, type Sample, Timeline } from './promql/timeline.js';
import { ALERT_RULES, RECORDED } from './rules.js';
import { isCounter } from './scrapes.js';

/** Labels that Prometheus adds, bounds of buckets, and those that are others each time. */
const UNSAID = ['namespace', 'job', 'instance', 'le', 'engine', 'version', 'task', 'method', 'route'];

/** What the series that the rule of an alert looks at did between two scrapes, each as a part of a sentence. */
export function movesOf(
  alert: string | null,
  before: readonly Series[],
  during: readonly Series[],
): string[] {
  const { expression = '' } = ALERT_RULES.find(({ name }) => name === alert) ?? {};
  const said = new Set(selectorsIn(expression).flatMap((selector) => movesOfOne(selector, before, during)));
  return [...said];
}

/** Those of recording rules in their place. */
function selectorsIn(expression: string): string[] {
  const whole = expression.replace(/\bdecision:[\w:]+/g, (name) => `(${RECORDED.get(name) ?? ''})`);
  return whole.match(/\bdecision_\w+(\{[^}]*\})?/g) ?? [];
}

function movesOfOne(selector: string, before: readonly Series[], during: readonly Series[]): string[] {
  const [name = ''] = /^\w+/.exec(selector) ?? [];
  const [was, is] = [before, during].map((series) => valuesOf(selector, series));
  const keys = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...keys].flatMap((key) => {
    const [from, to] = [was?.get(key), is?.get(key)];
    if (from?.value === to?.value) return [];
    const labels = Object.entries((to ?? from)?.labels ?? {}).filter(([label]) => !UNSAID.includes(label));
    const shown = labels.map(([label, value]) => `${label}="${value}"`).join(',');
    return [`\`${name}${shown === '' ? '' : `{${shown}}`}\` ${moveOf(name, from?.value, to?.value)}`];
  });
}

function valuesOf(selector: string, series: readonly Series[]): ReadonlyMap<string, Sample> {
  const value = expressionOf(selector, new Map())(new Timeline([{ at: 0, series }], 0));
  return new Map(typeof value === 'number' ? [] : value.map((sample) => [keyOf(sample.labels), sample]));
}

/** In figures where they say something, and without those that are others each time. */
function moveOf(name: string, from = NaN, to = NaN): string {
  const isPlain = [from, to].every((value) => Number.isNaN(value) || value === 0 || value === 1);
  if (isPlain && !isCounter(name)) return `${textOf(from)} → ${textOf(to)}`;
  return to < from ? 'falls' : 'rises';
}

function textOf(value: number): string {
  return Number.isNaN(value) ? 'absent' : String(value);
}
