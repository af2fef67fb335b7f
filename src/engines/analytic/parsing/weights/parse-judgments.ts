import type { Faults } from '../reading/faults.js';
import { readList, readNumber } from '../reading/fields.js';
import { isConnected } from '../../pairwise/judgments.js';
import type { Judgments } from '../../problem/judgments.js';

/** Judgments are ratios that people can mean; anything beyond this is a mistake. */
const JUDGMENT = { from: 1e-6, to: 1e6 };
/** How far a judgment times its reciprocal may be from 1: this allows for 1/3 written as 0.33 and 1/6 as 0.17. */
const WRITTEN_SHORT = 0.05;

type Gap = number | null;
interface Judged {
  readonly given: Gap;
}

/**
 * A square matrix of pairwise judgments. `null` is a pair that nobody judged; one of two halves may also be left out
 * this way, because it is the reciprocal of the other. Where both are given and a reciprocal was rounded, the one above
 * 1 counts.
 *
 * @returns reciprocal to the last digit, with `null` on both sides of a gap
 */
export function readJudgments(
  value: unknown,
  path: string,
  size: number | null,
  faults: Faults,
): Judgments | null {
  if (size === null) return null;
  const read = (item: unknown, at: string): Judged | null => {
    if (item === null || item === undefined) return { given: null };
    const given = readNumber(item, at, JUDGMENT, faults);
    return given === null ? null : { given };
  };
  const row = (item: unknown, at: string) => readList(item, at, { from: size, to: size, read }, faults);
  const rows = readList(value, path, { from: size, to: size, read: row }, faults);
  const cells = rows?.flatMap((judged) => judged ?? []).filter((cell) => cell !== null);
  if (!rows || cells?.length !== size * size) return null;
  const matrix = rows.map((judged) => (judged ?? []).map((cell) => cell?.given ?? null));
  return reciprocal(matrix, path, faults);
}

function reciprocal(matrix: readonly (readonly Gap[])[], path: string, faults: Faults): Judgments | null {
  const pairs = [...matrix.keys()].flatMap((i) =>
    [...matrix.keys()].slice(0, i + 1).map((j) => [i, j] as const),
  );
  const found = pairs.flatMap(([i, j]) => {
    const fault = pairFault(matrix[i]?.[j] ?? null, matrix[j]?.[i] ?? null, i === j, `${path}[${j}][${i}]`);
    return fault === null ? [] : [{ at: `${path}[${i}][${j}]`, fault }];
  });
  for (const { at, fault } of found) faults.add(at, fault);
  if (found.length > 0) return null;
  const judgments = matrix.map((row, i) =>
    row.map((given, j) => (i === j ? 1 : agreed(given, matrix[j]?.[i] ?? null))),
  );
  if (isConnected(judgments)) return judgments;
  faults.add(path, 'must connect all, if only by way of others: some are never compared with the rest');
  return null;
}

function pairFault(given: Gap, other: Gap, isSelf: boolean, otherPath: string): string | null {
  if (given === null || other === null) return null;
  if (isSelf) return given === 1 ? null : 'must be 1: nothing weighs more than itself';
  return Math.abs(given * other - 1) > WRITTEN_SHORT ? `must be the reciprocal of ${otherPath}` : null;
}

/** Of two halves the one above 1: people state judgments this way. */
function agreed(given: Gap, other: Gap): Gap {
  if (given === null) return other && 1 / other;
  return other === null || given >= other ? given : 1 / other;
}
