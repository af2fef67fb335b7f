import { readByCriterion } from '../reading/by-criterion.js';
import type { Faults } from '../reading/faults.js';
import { readChoice, readFields, readList, readNumber, type Fields, WEIGHT } from '../reading/fields.js';
import { look, repetition } from '../../problem/appearance.js';
import { readName } from '../reading/names.js';
import type { Judge, Weighting } from '../../problem/weighting.js';
import { LIMITS } from '../../problem/limits.js';
import { AGGREGATES, RANDOM_INDEX_TABLES, PRIORITY_METHODS } from '../../problem/judgments.js';
import { aggregated } from '../../weighting/judges/aggregate.js';
import { readJudgments } from './parse-judgments.js';

type Judges = Extract<Weighting, { source: 'judges' }>;

/** Several people, each with weights or with pairwise judgments. */
export function readJudges(fields: Fields, names: readonly string[] | null, faults: Faults): Judges | null {
  if (names === null) return null;
  const read = (item: unknown, path: string) => readJudge(item, path, names, faults);
  const list = readList(fields.get('judges'), 'weights.judges', { from: 1, to: LIMITS.judges, read }, faults);
  const choice = <T extends string>(field: string, choices: readonly T[]) =>
    readChoice(fields.get(field) ?? choices[0], `weights.${field}`, choices, faults);
  const aggregate = choice('aggregate', AGGREGATES);
  const priority = choice('priority', PRIORITY_METHODS);
  const ri = choice('ri', RANDOM_INDEX_TABLES);
  const judges = list?.filter((judge) => judge !== null);
  if (!judges || judges.length !== list?.length || !aggregate || !priority || !ri) return null;
  checkNames(judges, faults);
  checkAggregate(judges, aggregate, faults);
  return { source: 'judges', judges, aggregate, priority, ri };
}

function readJudge(item: unknown, path: string, names: readonly string[], faults: Faults): Judge | null {
  const fields = readFields(item, path, ['name', 'weights', 'judgments'], faults);
  if (!fields) return null;
  const name = readName(fields.get('name'), `${path}.name`, faults);
  if (fields.has('weights') === fields.has('judgments')) {
    faults.add(path, 'must have either weights or judgments');
    return null;
  }
  const read = (weight: unknown, at: string) => readNumber(weight, at, WEIGHT, faults);
  const weights = fields.has('weights')
    ? readByCriterion(fields.get('weights'), `${path}.weights`, { names, read }, faults)
    : null;
  const judgments = fields.has('judgments')
    ? readJudgments(fields.get('judgments'), `${path}.judgments`, names.length, faults)
    : null;
  if (weights?.every((weight) => weight === 0)) faults.add(`${path}.weights`, 'must have a weight above 0');
  return name === null || (!weights && !judgments) ? null : { name, weights, judgments };
}

function checkNames(judges: readonly Judge[], faults: Faults): void {
  for (const [index, { name }] of judges.entries()) {
    const first = judges.findIndex((other) => look(other.name) === look(name));
    const fault = repetition(name, judges[first]?.name ?? name, `weights.judges[${first}].name`);
    if (first < index) faults.add(`weights.judges[${index}].name`, fault ?? '');
  }
}

/** If every criterion gets zero weight from some judge, there is no geometric mean. */
function checkAggregate(judges: readonly Judge[], aggregate: Judges['aggregate'], faults: Faults): void {
  const weights = judges.map((judge) => judge.weights ?? judge.judgments?.map(() => 1) ?? []);
  if (faults.isEmpty && aggregated(weights, aggregate) === null) {
    faults.add('weights.judges', 'leave no criterion with a weight of everybody, which geometric_mean needs');
  }
}
