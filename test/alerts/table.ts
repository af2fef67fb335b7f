import type { Scenario } from './scenario.js';

const HEAD = ['alert', 'what was done', '`/metrics`', 'log', '`/health`', 'ctl'];

/** A row of the documentation. */
export function rowOf(
  { how, log, health, ctl }: Scenario,
  alert: string | null,
  moves: readonly string[],
): string {
  const [command, says] = ctl;
  const cells = [
    alert === null ? 'none' : `[${alert}](operations.md#${alert.toLowerCase()})`,
    how,
    moves.join(', '),
    log === undefined ? 'no line of a warning' : `\`${lineOf(log)}\``,
    health === undefined ? '`ok`' : `\`${health}\``,
    `\`${command}\`: ${says}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The document with these rows in the place of those it has. */
export function withTable(document: string, rows: readonly string[]): string {
  const head = [`| ${HEAD.join(' | ')} |`, `|${' --- |'.repeat(HEAD.length)}`];
  const table = [...head, ...[...rows].sort()].join('\n');
  return document.replace(/(?<=<!-- table -->\n).*(?=<!-- \/table -->)/s, `\n${table}\n\n`);
}

function lineOf(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) => (name === 'event' ? String(value) : `${name}=${String(value)}`))
    .join(' ');
}
