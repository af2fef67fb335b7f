import type { Faults } from './faults.js';
import { readChoice, readFields } from './fields.js';
import { leavesOf } from '../hierarchy.js';
import { type Draft, type Method, METHODS, NORMALIZATIONS } from '../problem.js';

/** Defaults to simple additive weighting, on declared bounds where all criteria have them. */
export function readMethod(value: unknown, criteria: Draft['criteria'], faults: Faults): Method | null {
  const fields = readFields(value ?? {}, 'method', ['name', 'normalization', 'cost'], faults);
  if (!fields) return null;
  const name = readChoice(fields.get('name') ?? 'saw', 'method.name', METHODS, faults);
  const chosen = fields.get('normalization') ?? (hasAllScales(criteria) ? 'bounds' : 'minmax');
  const normalization = readChoice(chosen, 'method.normalization', NORMALIZATIONS, faults);
  if (fields.has('cost')) readChoice(fields.get('cost'), 'method.cost', ['reciprocal'], faults);
  if (fields.has('cost') && normalization !== 'sum') {
    faults.add('method.cost', 'belongs to the normalization sum');
  }
  return name && normalization && { name, normalization };
}

function hasAllScales(criteria: Draft['criteria']): boolean {
  return leavesOf(criteria)?.every(({ criterion }) => hasScale(criterion)) ?? false;
}

function hasScale({ min, max, value }: { min: unknown; max: unknown; value: unknown }): boolean {
  return value !== null || (min !== null && max !== null);
}
