import type { Faults } from '../reading/faults.js';
import { type Fields, readChoice, readFields } from '../reading/fields.js';
import { isBranch, leavesOf } from '../../problem/hierarchy.js';
import type { CriterionDraft, Draft } from '../../problem/draft.js';
import {
  WEIGHT_SOURCES,
  type WeightSource,
  type Weighting,
  CRITIC_VARIANTS,
  ENTROPY_VARIANTS,
} from '../../problem/weighting.js';
import { RANDOM_INDEX_TABLES, PRIORITY_METHODS } from '../../problem/judgments.js';
import { readBwm } from './parse-bwm.js';
import { readJudges } from './parse-judges.js';
import { readJudgments } from './parse-judgments.js';
import { readScale } from './weight-scale.js';

/** The members next to `source`. */
const MEMBERS: Readonly<Record<WeightSource, readonly string[]>> = {
  given: ['scale'],
  equal: [],
  roc: [],
  rank_sum: [],
  rank_reciprocal: [],
  ahp: ['judgments', 'priority', 'ri'],
  bwm: ['best', 'worst', 'best_to_others', 'others_to_worst'],
  entropy: ['variant', 'direction'],
  critic: ['direction', 'variant'],
  merec: ['direction', 'variant'],
  judges: ['judges', 'aggregate', 'priority', 'ri'],
};

const DIRECTIONS = ['aware', 'ignored'] as const;

/** Defaults to the given weights where every criterion has one, else to equal ones. */
export function readWeighting(
  value: unknown,
  { criteria, method }: Pick<Draft, 'criteria' | 'method'>,
  faults: Faults,
): Weighting | null {
  const given = typeof value === 'string' ? { source: value } : (value ?? {});
  const wanted = typeof given === 'object' && 'source' in given ? given.source : null;
  const source = readChoice(
    wanted ?? (hasAllWeights(criteria) ? 'given' : 'equal'),
    'weights.source',
    WEIGHT_SOURCES,
    faults,
  );
  if (source === null) return null;
  const fields = readFields(given, 'weights', ['source', ...MEMBERS[source]], faults);
  if (!fields) return null;
  const read = (): Weighting | null => readSource(source, { fields, criteria, method }, faults);
  return isFlatOrNeedNot(source, criteria, faults) ? read() : null;
}

interface Context extends Pick<Draft, 'criteria' | 'method'> {
  readonly fields: Fields;
}

function readSource(source: WeightSource, context: Context, faults: Faults): Weighting | null {
  const { fields, criteria } = context;
  switch (source) {
    case 'given': {
      const scale = readScale(fields.get('scale'), context, faults);
      return scale && { source, scale };
    }
    case 'equal':
    case 'roc':
    case 'rank_sum':
    case 'rank_reciprocal':
      return { source };
    case 'ahp':
      return readAhp(fields, namesOf(criteria), faults);
    case 'bwm':
      return readBwm(fields, namesOf(criteria), faults);
    case 'judges':
      return readJudges(fields, namesOf(criteria), faults);
    case 'entropy':
    case 'critic':
    case 'merec':
      return readDataWeights(source, fields, faults);
  }
}

function namesOf(criteria: Draft['criteria']): readonly string[] | null {
  return leavesOf(criteria)?.map(({ criterion }) => criterion.name) ?? null;
}

function readAhp(fields: Fields, names: readonly string[] | null, faults: Faults): Weighting | null {
  const judgments = readJudgments(
    fields.get('judgments'),
    'weights.judgments',
    names?.length ?? null,
    faults,
  );
  const priority = readOption(fields, 'priority', PRIORITY_METHODS, faults);
  const ri = readOption(fields, 'ri', RANDOM_INDEX_TABLES, faults);
  return judgments && priority && ri && { source: 'ahp', judgments, priority, ri };
}

/**
 * Entropy ignores directions unless told otherwise, as most publications do. MEREC has one variant, ratios to the end
 * of the column.
 */
function readDataWeights(
  source: 'entropy' | 'critic' | 'merec',
  fields: Fields,
  faults: Faults,
): Weighting | null {
  if (source === 'entropy') {
    const variant = readOption(fields, 'variant', ENTROPY_VARIANTS, faults);
    const choices = variant === 'minmax' ? DIRECTIONS : DIRECTIONS.toReversed();
    const direction = readOption(fields, 'direction', choices, faults);
    return variant && direction && { source, variant, direction };
  }
  const direction = readOption(fields, 'direction', DIRECTIONS, faults);
  if (source === 'critic') {
    const variant = readOption(fields, 'variant', CRITIC_VARIANTS, faults);
    return variant && direction && { source, variant, direction };
  }
  const isKnown = readOption(fields, 'variant', ['proportions'], faults) !== null;
  return isKnown && direction ? { source, direction } : null;
}

/** The first choice is the default. */
function readOption<T extends string>(
  fields: Fields,
  field: string,
  choices: readonly T[],
  faults: Faults,
): T | null {
  return readChoice(fields.get(field) ?? choices[0], `weights.${field}`, choices, faults);
}

function isFlatOrNeedNot(source: WeightSource, criteria: Draft['criteria'], faults: Faults): boolean {
  const isFlat = !(criteria ?? []).some((node) => node !== null && isBranch(node));
  if (isFlat || (source !== 'ahp' && source !== 'bwm' && source !== 'judges')) return true;
  faults.add('weights.source', `must be another one: ${source} weighs criteria without branches`);
  return false;
}

function hasAllWeights(criteria: Draft['criteria']): boolean {
  return criteria?.every(isWeighted) ?? false;
}

/** Whether it has a weight, and what is below it, too. One that could not be read lacks none. */
function isWeighted(node: CriterionDraft | null): boolean {
  if (node === null) return true;
  return node.weight !== null && (!isBranch(node) || (node.criteria ?? []).every(isWeighted));
}
