import type { Faults } from '../reading/faults.js';
import {
  ANY_NUMBER,
  type Fields,
  type NumberRule,
  readChoice,
  readFields,
  readList,
  readOptionalNumber,
  WEIGHT,
} from '../reading/fields.js';
import { readName } from '../reading/names.js';
import { readLevels, readPoints } from './parse-levels.js';
import { readPreference } from './parse-preference.js';
import { readThresholds } from './parse-thresholds.js';
import { readRequirements } from './parse-requirements.js';
import { DIRECTIONS } from '../../numbers/matrix.js';
import type { Criterion } from '../../problem/criteria.js';
import type { CriterionDraft } from '../../problem/draft.js';
import { LIMITS } from '../../problem/limits.js';

const OF_EVERY_CRITERION = ['name', 'weight', 'rank'] as const;
const OF_A_BRANCH = [...OF_EVERY_CRITERION, 'criteria'] as const;
/** Members of a criterion that has scores. */
const OF_A_LEAF = [
  ...OF_EVERY_CRITERION,
  'direction',
  'min',
  'max',
  'value',
  'levels',
  'requirements',
  'preference',
  'thresholds',
  'at_least',
  'at_most',
] as const;
const RANK: NumberRule = { from: 1, to: LIMITS.criteria, integer: true };

/** A criterion with scores, or a branch if it has criteria of its own. */
export function parseCriterion(
  value: unknown,
  path: string,
  faults: Faults,
  depth = 1,
): CriterionDraft | null {
  const isBranch =
    typeof value === 'object' && value !== null && 'criteria' in value && value.criteria != null;
  const known = isBranch ? OF_A_BRANCH : OF_A_LEAF;
  const fields = readFields(value, path, known, faults);
  if (!fields) return null;
  const name = readName(fields.get('name'), `${path}.name`, faults);
  const weight = readOptionalNumber(fields, 'weight', { path, rule: WEIGHT }, faults);
  const rank = readOptionalNumber(fields, 'rank', { path, rule: RANK }, faults);
  if (isBranch) {
    const criteria = readBranch(fields.get('criteria'), `${path}.criteria`, depth, faults);
    return name === null ? null : { name, weight, rank, criteria };
  }
  const leaf = readLeaf(fields, path, faults);
  return name === null || leaf === null ? null : { name, weight, rank, ...leaf };
}

/** The criteria of a branch, or of the problem at depth 0. */
export function readBranch(
  value: unknown,
  path: string,
  depth: number,
  faults: Faults,
): readonly (CriterionDraft | null)[] | null {
  if (depth >= LIMITS.depth) {
    faults.add(path, `must not be nested deeper than ${LIMITS.depth} levels`);
    return null;
  }
  const read = (item: unknown, itemPath: string) => parseCriterion(item, itemPath, faults, depth + 1);
  return readList(value, path, { from: 1, to: LIMITS.criteria, read }, faults);
}

type Leaf = Omit<Criterion, 'name' | 'weight' | 'rank'>;

function readLeaf(fields: Fields, path: string, faults: Faults): Leaf | null {
  const direction = readChoice(fields.get('direction'), `${path}.direction`, DIRECTIONS, faults);
  const levels = fields.has('levels') ? readLevels(fields.get('levels'), `${path}.levels`, faults) : null;
  const value = fields.has('value') ? readPoints(fields.get('value'), `${path}.value`, faults) : null;
  const bounds = readBounds(fields, path, faults);
  const requirements = readRequirements(fields, { path, levels }, faults);
  const preference = fields.has('preference')
    ? readPreference(fields.get('preference'), `${path}.preference`, faults)
    : null;
  const thresholds = fields.has('thresholds')
    ? readThresholds(fields.get('thresholds'), `${path}.thresholds`, faults)
    : null;
  if (direction === null) return null;
  if (value && contradicts(value, direction)) {
    faults.add(`${path}.direction`, 'contradicts the value function, which runs the other way');
  }
  const numbers = levels?.map((level) => level.value);
  const ends = numbers ? { min: Math.min(...numbers), max: Math.max(...numbers) } : bounds;
  const range = bounds.min === null ? ends : bounds;
  return { direction, ...range, value, levels, preference, thresholds, requirements };
}

function readBounds(fields: Fields, path: string, faults: Faults): Pick<Criterion, 'min' | 'max'> {
  if (!fields.has('min') && !fields.has('max')) return { min: null, max: null };
  const [min, max] = ['min', 'max'].map((field) =>
    readOptionalNumber(fields, field, { path, rule: ANY_NUMBER }, faults),
  );
  if (fields.has('min') !== fields.has('max')) {
    faults.add(
      `${path}.${fields.has('min') ? 'max' : 'min'}`,
      'is missing: bounds are declared as min and max',
    );
  }
  if (min != null && max != null && min >= max) faults.add(`${path}.min`, 'must be below max');
  return { min: min ?? null, max: max ?? null };
}

function contradicts(points: NonNullable<Criterion['value']>, direction: Criterion['direction']): boolean {
  const values = points.map(([, v]) => (direction === 'benefit' ? v : -v));
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? value));
  return steps.every((step) => step <= 0) && steps.some((step) => step < 0);
}
