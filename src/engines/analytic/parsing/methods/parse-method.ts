import type { Faults } from '../reading/faults.js';
import { readChoice, readFields, readList } from '../reading/fields.js';
import type { Leaf } from '../../problem/hierarchy.js';
import { type Method, METHODS } from '../../problem/method.js';
import type { Draft } from '../../problem/draft.js';
import { OPTION_READERS, type SharedOptions } from './method-options.js';

/** The other parts of a problem that a method depends on. */
export interface MethodContext {
  /** The criteria with scores; `null` where they cannot be read. */
  readonly leaves: readonly Leaf[] | null;
  /** There are judgments of the alternatives in place of scores. */
  readonly hasJudgments: boolean;
  /** Options of the judgments of the criteria. Those of the alternatives share them unless they have their own. */
  readonly shared: SharedOptions;
}

/** A method is its name, or an object with its options. Defaults to simple additive weighting, of judgments to AHP. */
export function readMethod(
  value: unknown,
  path: string,
  { leaves, hasJudgments, shared }: MethodContext,
  faults: Faults,
): Method | null {
  const given = typeof value === 'string' ? { name: value } : (value ?? {});
  const wanted = typeof given === 'object' && 'name' in given ? given.name : null;
  const name = readChoice(wanted ?? (hasJudgments ? 'ahp' : 'saw'), `${path}.name`, METHODS, faults);
  if (name === null) return null;
  const { members, read } = OPTION_READERS[name];
  const fields = readFields(given, path, ['name', ...members], faults);
  const names = leaves?.map(({ criterion }) => criterion.name) ?? null;
  const hasAllScales = leaves?.every(({ criterion }) => hasScale(criterion)) ?? false;
  return fields && read({ fields, path, faults, names, hasAllScales, shared });
}

/** The methods to compare with, each named once. */
export function readCompared(value: unknown, context: MethodContext, faults: Faults): Draft['compare'] {
  const read = (item: unknown, path: string) => readMethod(item ?? '', path, context, faults);
  const methods = readList(value ?? [], 'compare', { from: 0, to: METHODS.length, read }, faults);
  for (const [index, method] of methods?.entries() ?? []) {
    const first = methods?.findIndex((other) => other !== null && other.name === method?.name) ?? index;
    if (method && first < index) faults.add(`compare[${index}]`, `repeats compare[${first}]`);
  }
  return methods;
}

function hasScale({ min, max, value }: { min: unknown; max: unknown; value: unknown }): boolean {
  return value !== null || (min !== null && max !== null);
}
