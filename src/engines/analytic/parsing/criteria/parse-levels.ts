import type { Faults } from '../reading/faults.js';
import { ANY_NUMBER, readList, readNumber } from '../reading/fields.js';
import { look, repetition } from '../../problem/appearance.js';
import { readName } from '../reading/names.js';
import type { Level, Points } from '../../problem/criteria.js';
import { LIMITS } from '../../problem/limits.js';

const LIST = { from: 2, to: LIMITS.points };

/**
 * Named levels, in one of three forms: names alone, which stand for 0, 1, 2, …; pairs of a name and a number; or an
 * object of both. A higher number is more of the criterion, so that the direction says which end is the better one.
 */
export function readLevels(value: unknown, path: string, faults: Faults): readonly Level[] | null {
  const items = isPlainObject(value) ? Object.entries(value) : value;
  const read = (item: unknown, itemPath: string) => readLevel(item, itemPath, faults);
  const levels = readList(items, path, { ...LIST, read }, faults);
  if (levels?.some((level) => level === null) !== false) return null;
  const numbered = levels.flatMap((level, index) =>
    level ? [{ ...level, value: level.value ?? index }] : [],
  );
  return areDistinct(numbered, path, faults) ? numbered : null;
}

/** A piecewise-linear function as a list of its corner points. */
export function readPoints(value: unknown, path: string, faults: Faults): Points | null {
  const coordinate = (item: unknown, itemPath: string) => readNumber(item, itemPath, ANY_NUMBER, faults);
  const point = (item: unknown, itemPath: string) =>
    readList(item, itemPath, { from: 2, to: 2, read: coordinate }, faults);
  const points = readList(value, path, { ...LIST, read: point }, faults)?.flatMap((pair) => {
    const [x, v] = pair ?? [];
    return x == null || v == null ? [] : [[x, v] as const];
  });
  if (!points || !Array.isArray(value) || points.length !== value.length) return null;
  for (const [index, [x]] of points.entries()) {
    const before = points[index - 1];
    if (before && before[0] >= x) faults.add(`${path}[${index}][0]`, 'must be above the one before');
  }
  return points;
}

type LevelDraft = Omit<Level, 'value'> & { readonly value: number | null };

function readLevel(item: unknown, path: string, faults: Faults): LevelDraft | null {
  if (typeof item === 'string') return named(readName(item, path, faults), null);
  if (Array.isArray(item)) {
    const [name, value] = item as unknown[];
    return pair([name, `${path}[0]`], [value, `${path}[1]`], faults);
  }
  if (isPlainObject(item)) return pair([item.name, `${path}.name`], [item.value, `${path}.value`], faults);
  faults.add(path, 'must be a name, a pair of name and number, or an object with both');
  return null;
}

type Located = readonly [value: unknown, path: string];

function pair(name: Located, number: Located, faults: Faults): LevelDraft | null {
  const value = readNumber(...number, ANY_NUMBER, faults);
  const read = readName(...name, faults);
  return value === null ? null : named(read, value);
}

function named(name: string | null, value: number | null): LevelDraft | null {
  return name === null ? null : { name, value };
}

function areDistinct(levels: readonly Level[], path: string, faults: Faults): boolean {
  for (const [index, { name, value }] of levels.entries()) {
    const before = levels.slice(0, index);
    const same = before.findIndex((level) => look(level.name) === look(name));
    const fault =
      same >= 0
        ? repetition(name, levels[same]?.name ?? name, `${path}[${same}]`)
        : before.some((level) => level.value === value)
          ? 'repeats a number'
          : null;
    if (fault === null) continue;
    faults.add(`${path}[${index}]`, fault);
    return false;
  }
  return true;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
