import { at, sum } from '../../numbers/numbers.js';
import { mapColumns, signOf, type Table } from '../../numbers/table.js';

/** What EDAS finds, per alternative. */
export interface Edas {
  /** In 0..1, more is better. */
  readonly scores: readonly number[];
  /** Weighted sums of the distances above and below the mean of the column, in parts of it. */
  readonly sp: readonly number[];
  readonly sn: readonly number[];
  /** The same in parts of the largest of all; for what is below, 1 less that. */
  readonly nsp: readonly number[];
  readonly nsn: readonly number[];
}

/**
 * Evaluation based on distance from average solution: the mean of two parts, how far an alternative is above the mean
 * of all and how little it is below. Where no alternative is above (below) the mean, that part is 0 (1) for all.
 *
 * @param table scores of which every column has a mean above 0
 * @see Keshavarz Ghorabaee, M. et al. (2015). Multi-criteria inventory classification using a new method of evaluation
 *   based on distance from average solution (EDAS). Informatica 26(3), 435-451.
 */
export function edas(table: Table): Edas {
  const deviations = mapColumns(table, (column, direction) => {
    const size = Math.max(...column.map(Math.abs));
    const mean = meanInParts(column);
    // Where alternatives are taken out to see what changes, a mean may become zero.
    return (score) => (mean > 0 ? (signOf(direction) * (score / size - mean)) / mean : 0);
  });
  const weighted = (keep: (deviation: number) => number) =>
    deviations.map((row) => sum(row.map((part, index) => keep(part) * at(table.weights, index))));
  const sp = weighted((deviation) => Math.max(0, deviation));
  const sn = weighted((deviation) => Math.max(0, -deviation));
  const nsp = shares(sp);
  const nsn = shares(sn).map((part) => 1 - part);
  return { scores: nsp.map((part, index) => (part + at(nsn, index)) / 2), sp, sn, nsp, nsn };
}

/** The mean of a column in parts of its largest absolute value; 0 where it is only what rounding leaves. */
export function meanInParts(column: readonly number[]): number {
  const size = Math.max(...column.map(Math.abs));
  const mean = size === 0 ? 0 : sum(column.map((score) => score / size)) / column.length;
  return Math.abs(mean) <= Number.EPSILON ? 0 : mean;
}

function shares(figures: readonly number[]): number[] {
  const largest = Math.max(...figures);
  return figures.map((figure) => (largest === 0 ? 0 : figure / largest));
}
