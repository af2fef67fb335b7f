import type { ScenarioResult } from '../scenarios/scenario.js';

const SHOWN = 20;

/** The run for people to read: its figures, then what was broken. */
export function report(name: string, { figures, violations }: ScenarioResult): string {
  const width = Math.max(...Object.keys(figures).map((figure) => figure.length));
  const lines = Object.entries(figures).map(([figure, value]) => `  ${figure.padEnd(width)}  ${value}`);
  const broken = violations
    .slice(0, SHOWN)
    .map(({ promise, about, fault }) => `  ${promise} ${about}: ${fault}`);
  const more = violations.length > SHOWN ? [`  … and ${violations.length - SHOWN} more`] : [];
  const verdict = violations.length === 0 ? 'every promise was kept' : 'BROKEN PROMISES';
  return [`${name}: ${verdict}`, ...lines, ...broken, ...more, ''].join('\n');
}
