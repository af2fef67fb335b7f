import type { Faults } from './faults.js';
import {
  ANY_NUMBER,
  type Fields,
  type NumberRule,
  readChoice,
  readFields,
  readName,
  readNumber,
  WEIGHT,
} from './fields.js';
import { type Criterion, DIRECTIONS, LIMITS } from '../problem.js';

const PROPERTIES = ['name', 'direction', 'weight', 'min', 'max', 'rank'] as const;
const RANK: NumberRule = { from: 1, to: LIMITS.criteria, integer: true };

/** Only `name` and `direction` are required; `min` and `max` come together. */
export function parseCriterion(value: unknown, path: string, faults: Faults): Criterion | null {
  const fields = readFields(value, path, PROPERTIES, faults);
  if (!fields) return null;
  const number = (field: string, rule: NumberRule) =>
    readOptionalNumber(fields, `${path}.${field}`, rule, faults);
  const name = readName(fields.get('name'), `${path}.name`, faults);
  const direction = readChoice(fields.get('direction'), `${path}.direction`, DIRECTIONS, faults);
  const weight = number('weight', WEIGHT);
  const rank = number('rank', RANK);
  const bounds = { min: number('min', ANY_NUMBER), max: number('max', ANY_NUMBER) };
  checkBounds(fields, path, bounds, faults);
  return name === null || direction === null ? null : { name, direction, weight, ...bounds, rank };
}

function readOptionalNumber(fields: Fields, path: string, rule: NumberRule, faults: Faults): number | null {
  const field = path.slice(path.lastIndexOf('.') + 1);
  return fields.has(field) ? readNumber(fields.get(field), path, rule, faults) : null;
}

function checkBounds(
  fields: Fields,
  path: string,
  bounds: Pick<Criterion, 'min' | 'max'>,
  faults: Faults,
): void {
  if (fields.has('min') !== fields.has('max')) {
    faults.add(
      `${path}.${fields.has('min') ? 'max' : 'min'}`,
      'is missing: bounds are declared as min and max',
    );
  }
  if (bounds.min !== null && bounds.max !== null && bounds.min >= bounds.max) {
    faults.add(`${path}.min`, 'must be below max');
  }
}
