import type { Faults } from './faults.js';
import { readChoice, readFields } from './fields.js';
import { nodesOf } from '../hierarchy.js';
import { type Draft, WEIGHT_SOURCES, type Weighting } from '../problem.js';

/** Defaults to the given weights where every criterion has one, else to equal ones. */
export function readWeighting(value: unknown, criteria: Draft['criteria'], faults: Faults): Weighting | null {
  const fields = readFields(value ?? {}, 'weights', ['source'], faults);
  if (!fields) return null;
  const chosen = fields.get('source') ?? (hasAllWeights(criteria) ? 'given' : 'equal');
  const source = readChoice(chosen, 'weights.source', WEIGHT_SOURCES, faults);
  return source && { source };
}

function hasAllWeights(criteria: Draft['criteria']): boolean {
  return criteria !== null && [...nodesOf(criteria)].every(([{ weight }]) => weight !== null);
}
