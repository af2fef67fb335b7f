import type { Faults } from './faults.js';
import { type Criterion, type Draft, LIMITS } from '../problem.js';
import { checkScores } from './score-rules.js';

/** What the parts of a problem ask of each other; faulty parts are passed over, they have been reported. */
export function checkRules(draft: Draft, faults: Faults): void {
  checkNames(draft.alternatives ?? [], (index) => `alternatives[${index}]`, faults);
  const criterionNames = draft.criteria?.map((criterion) => criterion?.name ?? null) ?? [];
  checkNames(criterionNames, (index) => `criteria[${index}].name`, faults);
  checkNormalization(draft, faults);
  checkWeights(draft, faults);
  checkScores(draft, faults);
  checkWork(draft, faults);
}

function checkNames(
  names: readonly (string | null)[],
  pathOf: (index: number) => string,
  faults: Faults,
): void {
  const firstIndex = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    if (name === null) continue;
    const first = firstIndex.get(name);
    if (first === undefined) firstIndex.set(name, index);
    else faults.add(pathOf(index), `repeats the name at ${pathOf(first)}`);
  }
  const length = names.reduce((total, name) => total + (name?.length ?? 0), 0);
  if (length > LIMITS.allNamesLength) {
    faults.add(
      pathOf(0).replace(/\[.*/, ''),
      `must have names of at most ${LIMITS.allNamesLength} characters in all`,
    );
  }
}

function checkNormalization({ method, criteria }: Draft, faults: Faults): void {
  const normalization = method?.normalization;
  for (const [index, criterion] of present(criteria)) {
    if (normalization === 'bounds' && (criterion.min === null || criterion.max === null)) {
      faults.add(`criteria[${index}]`, 'must declare min and max, which the normalization bounds is made of');
    }
    if (normalization === 'none' && criterion.direction === 'cost') {
      faults.add(`criteria[${index}].direction`, 'must be benefit where the normalization is none');
    }
  }
}

function checkWeights({ weights, criteria }: Draft, faults: Faults): void {
  if (weights === null || weights.source === 'equal') return;
  const known = present(criteria);
  if (weights.source === 'given') checkGivenWeights(known, faults);
  else if (known.some(([, criterion]) => criterion.rank !== null)) checkRanks(known, weights.source, faults);
}

function checkGivenWeights(criteria: readonly Indexed<Criterion>[], faults: Faults): void {
  for (const [index, { weight }] of criteria) {
    if (weight === null)
      faults.add(`criteria[${index}].weight`, 'is missing, and the source of weights is given');
  }
  if (criteria.length > 0 && criteria.every(([, { weight }]) => weight === 0)) {
    faults.add('criteria', 'must have a weight above 0 somewhere');
  }
}

function checkRanks(criteria: readonly Indexed<Criterion>[], source: string, faults: Faults): void {
  for (const [index, { rank }] of criteria) {
    if (rank === null)
      faults.add(`criteria[${index}].rank`, `is missing: ${source} needs the rank of all or of none`);
  }
}

/** A random weighting costs a value per cell and a comparison per pair; one machine should not be bought for an hour. */
function checkWork({ robustness, alternatives, criteria }: Draft, faults: Faults): void {
  if (!robustness || !alternatives || !criteria) return;
  const perSample = alternatives.length * (alternatives.length + criteria.length) + criteria.length ** 2;
  const affordable = Math.floor(LIMITS.work / perSample);
  if (robustness.samples > affordable) {
    faults.add('robustness.samples', `must be at most ${affordable} for a problem of this size`);
  }
}

type Indexed<T> = readonly [index: number, item: T];

function present<T>(items: readonly (T | null)[] | null): Indexed<T>[] {
  return [...(items ?? []).entries()].flatMap(([index, item]) =>
    item === null ? [] : [[index, item] as const],
  );
}
