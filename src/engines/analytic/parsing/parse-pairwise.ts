import type { Faults } from './reading/faults.js';
import { readFields } from './reading/fields.js';
import type { Leaf } from '../problem/hierarchy.js';
import type { Draft } from '../problem/draft.js';
import { readJudgments } from './weights/parse-judgments.js';

interface Context extends Pick<Draft, 'alternatives'> {
  readonly leaves: readonly Leaf[] | null;
}

/** Pairwise judgments of the alternatives, for each criterion with scores by its name. */
export function readPairwise(
  value: unknown,
  { leaves, alternatives }: Context,
  faults: Faults,
): Draft['pairwise'] {
  if (value === undefined || leaves === null) return null;
  const names = leaves.map(({ criterion }) => criterion.name);
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
