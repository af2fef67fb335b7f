import { readFileSync, writeFileSync } from 'node:fs';
import { table } from '../../scripts/lib/table.mjs';
import { showRatio } from './figures.mjs';
import { FINER } from './rounds.mjs';

const FILE = new URL('../../docs/benchmarks.md', import.meta.url);
const LINES_HEAD = ['ratio', 'at least', 'aim', 'median (range)'];
const MARKED = /<!-- figures -->[^]*<!-- \/figures -->/;

/** The ratios that decide, each with what it should be. Whether it is so is for the reader to say. */
export function linesTable(lines) {
  return {
    title: 'The ratios',
    head: LINES_HEAD,
    rows: lines.map(({ what, least, most, aim, is }) => [
      what,
      least ?? (most === undefined ? '–' : `at most ${most}`),
      aim ?? '–',
      showRatio(is),
    ]),
  };
}

export function print({ title, head, rows }) {
  process.stdout.write(`\n${title}\n${table(head, rows)}\n`);
}

/** Puts the tables between the markers of the document; what is written around them stays. */
export function write(machine, extent, tables) {
  const measured = new Date().toISOString().slice(0, 10);
  const figures = [
    `Measured on ${measured}: ${machine.join('; ')}.`,
    `${extent.rounds} rounds of ${extent.operations} operations each, for stores and requests ${FINER * extent.rounds} shorter ones; medians, with the range over the rounds, or over the middle eight tenths of the shorter ones.`,
    ...tables.map(({ title, head, rows }) => `### ${title}\n\n${markdown(head, rows)}`),
  ].join('\n\n');
  const text = readFileSync(FILE, 'utf8');
  writeFileSync(FILE, text.replace(MARKED, `<!-- figures -->\n\n${figures}\n\n<!-- /figures -->`));
}

function markdown(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
