import type { ELECTRE_NORMALIZATIONS } from '../../problem/method.js';
import { isBetter } from '../../numbers/compare.js';
import { at, columnOf, sum } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';
import { rangeScale, vectorScale } from '../distance/scaling.js';
import { mapColumns, signOf, type Table } from '../../numbers/table.js';

/** When one alternative outranks another: thresholds and scales in parts of 1. */
export type ElectreOptions = Readonly<{
  normalization: (typeof ELECTRE_NORMALIZATIONS)[number];
  concordanceThreshold: number;
  discordanceThreshold: number;
  discordanceScale: 'largest_range' | 'own_range';
}>;

/** What ELECTRE I finds of every two alternatives. */
export interface Electre {
  /** Alternative × alternative: the weight of the criteria on which the one is at least as good. */
  readonly concordance: Matrix;
  /** The largest amount by which the one is worse, in parts of a range. */
  readonly discordance: Matrix;
  /** Whether the one outranks the other; never itself. */
  readonly outranking: readonly (readonly boolean[])[];
}

/**
 * ELECTRE I: one alternative outranks another if criteria of enough weight say that it is at least as good, and on none
 * is it too much worse.
 *
 * @see Roy, B. (1968). Classement et choix en présence de points de vue multiples. Revue française d'informatique et de
 *   recherche opérationnelle 2(8), 57-75.
 */
export function electreI(table: Table, options: ElectreOptions): Electre {
  const merits = mapColumns(table, (column, direction) => {
    const scale = scaleOf(column, options.normalization);
    return (score) => signOf(direction) * scale(score);
  });
  const ranges = table.weights.map((_, index) => rangeOf(columnOf(merits, index)));
  const largest = Math.max(...ranges);
  const unit = (column: number) => (options.discordanceScale === 'own_range' ? at(ranges, column) : largest);
  const pairwise = <T>(figure: (a: readonly number[], b: readonly number[]) => T): T[][] =>
    merits.map((a) => merits.map((b) => figure(a, b)));
  const concordance = pairwise((a, b) =>
    sum(table.weights.map((weight, column) => (at(a, column) >= at(b, column) ? weight : 0))),
  );
  const discordance = pairwise((a, b) =>
    Math.max(0, ...a.map((merit, column) => part(at(b, column) - merit, unit(column)))),
  );
  return { concordance, discordance, outranking: outrankingOf(concordance, discordance, options) };
}

function outrankingOf(concordance: Matrix, discordance: Matrix, options: ElectreOptions): boolean[][] {
  return concordance.map((row, a) =>
    row.map(
      (value, b) =>
        a !== b &&
        !isBetter(options.concordanceThreshold, value) &&
        !isBetter(at(at(discordance, a), b), options.discordanceThreshold),
    ),
  );
}

function part(lag: number, range: number): number {
  return lag <= 0 ? 0 : lag / range;
}

function rangeOf(column: readonly number[]): number {
  return Math.max(...column) - Math.min(...column);
}

/** All keep the direction: less stays better for a cost. */
function scaleOf(
  column: readonly number[],
  normalization: ElectreOptions['normalization'],
): (score: number) => number {
  switch (normalization) {
    case 'none':
      return (score) => score;
    case 'sum': {
      const size = Math.max(...column);
      const total = sum(column.map((score) => score / size));
      return (score) => (size === 0 ? 0 : score / size / total);
    }
    case 'max': {
      const size = Math.max(...column);
      return (score) => (size === 0 ? 0 : score / size);
    }
    case 'vector':
      return vectorScale(column);
    case 'minmax':
      return rangeScale(column);
  }
}
