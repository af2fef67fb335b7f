import type { Faults } from './reading/faults.js';
import { readFields } from './reading/fields.js';
import { leavesOf } from '../problem/hierarchy.js';
import type { Draft } from '../problem/draft.js';
import { readJudgments } from './weights/parse-judgments.js';

/** Pairwise judgments of the alternatives, for each criterion with scores by its name. */
export function readPairwise(
  value: unknown,
  { criteria, alternatives }: Pick<Draft, 'criteria' | 'alternatives'>,
  faults: Faults,
): Draft['pairwise'] {
  const names = leavesOf(criteria)?.map(({ criterion }) => criterion.name) ?? null;
  if (value === undefined || names === null) return null;
  const fields = readFields(value, 'pairwise', names, faults);
  if (!fields) return null;
  return Object.fromEntries(
    names.map((name) => {
      const path = `pairwise.${name}`;
      if (!fields.has(name)) faults.add(path, 'is missing');
      const given = fields.get(name) ?? [];
      const judgments = fields.has(name)
        ? readJudgments(given, path, alternatives?.length ?? null, faults)
        : null;
      return [name, judgments ?? []];
    }),
  );
}
