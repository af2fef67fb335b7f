import type { Faults } from '../reading/faults.js';
import { ANY_NUMBER, type NumberRule, readFields, readList, readNumber } from '../reading/fields.js';
import { appearance } from '../../problem/appearance.js';
import { readName } from '../reading/names.js';
import { isPlainObject } from '../criteria/parse-levels.js';
import type { Cell, Distribution } from '../../problem/scores.js';
import { LIMITS } from '../../problem/limits.js';

const KINDS = ['interval', 'normal', 'lognormal', 'beta', 'triangular', 'levels'] as const;
type Kind = Exclude<(typeof KINDS)[number], 'levels'>;

const DEVIATION: NumberRule = { from: 0, to: LIMITS.magnitude };
/** Beyond it, the exponential of a logarithm is outside the range of numbers. */
const LOGARITHM: NumberRule = { from: -230, to: 230 };
const SHAPE: NumberRule = { from: 1e-3, to: 1e6 };

const PARAMETERS: Record<Kind, readonly NumberRule[]> = {
  interval: [ANY_NUMBER, ANY_NUMBER],
  normal: [ANY_NUMBER, DEVIATION],
  lognormal: [LOGARITHM, { from: 0, to: 10 }],
  beta: [SHAPE, SHAPE, ANY_NUMBER, ANY_NUMBER],
  triangular: [ANY_NUMBER, ANY_NUMBER, ANY_NUMBER],
};

/** A number, the name of a level, a distribution as an object with one member, or `null`; `undefined` if faulty. */
export function readCell(value: unknown, path: string, faults: Faults): Cell | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return readName(value, path, faults) ?? undefined;
  if (isPlainObject(value)) return readDistribution(value, path, faults) ?? undefined;
  return readNumber(value, path, ANY_NUMBER, faults) ?? undefined;
}

/** Whether a cell is a number that is read as it is. */
export function isAnyNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LIMITS.magnitude && value !== 0;
}

function readDistribution(value: object, path: string, faults: Faults): Distribution | null {
  const fields = readFields(value, path, KINDS, faults);
  const [kind, ...others] = KINDS.filter((name) => fields?.has(name) === true);
  if (!fields || kind === undefined || others.length > 0) {
    faults.add(path, `must have exactly one of ${KINDS.join(', ')}`);
    return null;
  }
  const at = `${path}.${kind}`;
  return kind === 'levels'
    ? readProbabilities(fields.get(kind), at, faults)
    : readParameters(kind, fields.get(kind), at, faults);
}

function readParameters(kind: Kind, value: unknown, path: string, faults: Faults): Distribution | null {
  const rules = PARAMETERS[kind];
  const read = (item: unknown, itemPath: string): number | null => {
    const rule = rules[Number(itemPath.slice(path.length + 1, -1))] ?? ANY_NUMBER;
    return readNumber(item, itemPath, rule, faults);
  };
  const list = readList(value, path, { from: rules.length, to: rules.length, read }, faults);
  const numbers = list?.filter((number) => number !== null);
  if (numbers?.length !== rules.length) return null;
  const rising =
    kind === 'beta' ? numbers.slice(2) : kind === 'interval' || kind === 'triangular' ? numbers : [];
  if (rising.some((number, index) => number < (rising[index - 1] ?? number))) {
    faults.add(path, `must have ${kind === 'beta' ? 'its range' : 'its figures'} in rising order`);
    return null;
  }
  return { [kind]: numbers } as unknown as Distribution;
}

/** Scaled to sum 1, if they sum to 1 except for rounding. */
function readProbabilities(value: unknown, path: string, faults: Faults): Distribution | null {
  if (!isPlainObject(value)) {
    faults.add(path, 'must be an object of levels and their probabilities');
    return null;
  }
  const entries = Object.entries(value);
  if (entries.length < 1 || entries.length > LIMITS.points) {
    faults.add(path, `must have 1 to ${LIMITS.points} levels`);
    return null;
  }
  const read = entries.map(([key, part]) => {
    const at = `${path}.${key.slice(0, 40)}`;
    return [readName(key, at, faults), readNumber(part, at, { from: 0, to: 1 }, faults)] as const;
  });
  const probabilities = read.flatMap(([name, part]) =>
    name === null || part === null ? [] : [[name, part] as const],
  );
  if (probabilities.length !== entries.length) return null;
  return summedToOne(probabilities, path, faults);
}

function summedToOne(
  probabilities: readonly (readonly [string, number])[],
  path: string,
  faults: Faults,
): Distribution | null {
  const total = probabilities.reduce((sum, [, part]) => sum + part, 0);
  if (Math.abs(total - 1) > 1e-6) faults.add(path, 'must have probabilities that sum to 1');
  else if (new Set(probabilities.map(([name]) => appearance(name))).size < probabilities.length) {
    faults.add(path, 'repeats a level');
  } else return { levels: Object.fromEntries(probabilities) };
  return null;
}
