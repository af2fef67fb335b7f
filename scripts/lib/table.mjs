import { oneLine, width } from './text.mjs';

const NUMERIC = /^(–|[-+]?[\d.,]+( ?%| [a-zµ]{1,3})?)$/;

/**
 * Lines of a table with aligned columns; a column of numbers, with or without a unit, to the right.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map((cell) => oneLine(String(cell))));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => width(row[column]))));
  const isNumeric = head.map(
    (_, column) => rows.length > 0 && cells.slice(1).every((row) => NUMERIC.test(row[column])),
  );
  const line = (row) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat(widths[column] - width(cell));
        return isNumeric[column] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return [
    line(cells[0]),
    widths
      .map((columns) => '─'.repeat(columns))
      .join('  ')
      .trimEnd(),
    ...cells.slice(1).map(line),
  ].join('\n');
}

/** A share of one as a bar of at most `columns` characters; what is more than nothing shows. */
export function bar(share, columns = 20) {
  const part = Math.max(0, Math.min(1, share)) * columns;
  return '█'.repeat(part > 0 ? Math.max(1, Math.round(part)) : 0);
}
