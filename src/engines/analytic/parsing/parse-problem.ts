import { InvalidProblem } from '../../../decisions/domain/ports/decision-engine.js';
import { Faults } from './faults.js';
import { ANY_NUMBER, type Fields, readChoice, readFields, readList, readName, readNumber } from './fields.js';
import { parseCriterion } from './parse-criterion.js';
import {
  type AnalyticProblem,
  type Criterion,
  type Draft,
  LIMITS,
  type Method,
  METHODS,
  NORMALIZATIONS,
  type Robustness,
  WEIGHT_SOURCES,
  type Weighting,
} from '../problem.js';
import { checkRules } from './problem-rules.js';

const DEFAULT_SAMPLES = 10_000;
const DEFAULT_SEED = 42;
const PROPERTIES = ['alternatives', 'criteria', 'scores', 'method', 'weights', 'robustness'] as const;

/**
 * Checks a problem and fills in its defaults. Only `alternatives`, `criteria` and `scores` are required; a
 * property that is `null` counts as absent, and the parsed problem parses to itself.
 *
 * Whatever passes can be computed: every later number is finite.
 *
 * @throws InvalidProblem with every fault, up to a limit
 */
export function parseProblem(problem: unknown): AnalyticProblem {
  const faults = new Faults();
  const draft = readDraft(problem, faults);
  if (draft) checkRules(draft, faults);
  if (!draft || !faults.isEmpty) throw new InvalidProblem(faults.list());
  return complete(draft);
}

function readDraft(problem: unknown, faults: Faults): Draft | null {
  const fields = readFields(problem, '', PROPERTIES, faults);
  if (!fields) return null;
  const alternatives = readAlternatives(fields.get('alternatives'), faults);
  const criteria = readCriteria(fields.get('criteria'), faults);
  return {
    alternatives,
    criteria,
    scores: readScores(
      fields.get('scores'),
      { rows: alternatives?.length, columns: criteria?.length },
      faults,
    ),
    method: readMethod(fields.get('method'), criteria, faults),
    weights: readWeighting(fields.get('weights'), criteria, faults),
    robustness: readRobustness(fields.get('robustness'), faults),
  };
}

/** An alternative is its name, or an object that has one. */
function readAlternatives(value: unknown, faults: Faults): Draft['alternatives'] {
  const read = (item: unknown, path: string): string | null => {
    if (typeof item !== 'object' || item === null) return readName(item, path, faults);
    const fields = readFields(item, path, ['name'], faults);
    return fields && readName(fields.get('name'), `${path}.name`, faults);
  };
  return readList(value, 'alternatives', { from: 1, to: LIMITS.alternatives, read }, faults);
}

function readCriteria(value: unknown, faults: Faults): Draft['criteria'] {
  const read = (item: unknown, path: string): Criterion | null => parseCriterion(item, path, faults);
  return readList(value, 'criteria', { from: 1, to: LIMITS.criteria, read }, faults);
}

/** Where the alternatives or criteria are unreadable, any number of rows or columns up to the limit will do. */
function readScores(
  value: unknown,
  size: { readonly rows: number | undefined; readonly columns: number | undefined },
  faults: Faults,
): Draft['scores'] {
  const cell = (item: unknown, path: string): number | null => readNumber(item, path, ANY_NUMBER, faults);
  const columns = { from: size.columns ?? 0, to: size.columns ?? LIMITS.criteria, read: cell };
  const row = (item: unknown, path: string) => readList(item, path, columns, faults);
  const rows = { from: size.rows ?? 0, to: size.rows ?? LIMITS.alternatives, read: row };
  return readList(value, 'scores', rows, faults);
}

function readMethod(value: unknown, criteria: Draft['criteria'], faults: Faults): Method | null {
  const fields = readOptional(value, 'method', ['name', 'normalization'], faults);
  if (!fields) return null;
  const hasAllBounds =
    criteria?.every((criterion) => criterion?.min != null && criterion.max != null) ?? false;
  const fallback = hasAllBounds ? 'bounds' : 'minmax';
  const name = readChoice(fields.get('name') ?? 'saw', 'method.name', METHODS, faults);
  const chosen = fields.get('normalization') ?? fallback;
  const normalization = readChoice(chosen, 'method.normalization', NORMALIZATIONS, faults);
  return name && normalization && { name, normalization };
}

function readWeighting(value: unknown, criteria: Draft['criteria'], faults: Faults): Weighting | null {
  const fields = readOptional(value, 'weights', ['source'], faults);
  if (!fields) return null;
  const hasAllWeights = criteria?.every((criterion) => criterion?.weight != null) ?? false;
  const chosen = fields.get('source') ?? (hasAllWeights ? 'given' : 'equal');
  const source = readChoice(chosen, 'weights.source', WEIGHT_SOURCES, faults);
  return source && { source };
}

function readRobustness(value: unknown, faults: Faults): Robustness | null {
  const fields = readOptional(value, 'robustness', ['samples', 'seed'], faults);
  if (!fields) return null;
  const whole = (field: string, fallback: number, to: number) =>
    readNumber(fields.get(field) ?? fallback, `robustness.${field}`, { from: 0, to, integer: true }, faults);
  const samples = whole('samples', DEFAULT_SAMPLES, LIMITS.samples);
  const seed = whole('seed', DEFAULT_SEED, LIMITS.seed);
  return samples === null || seed === null ? null : { samples, seed };
}

function readOptional(value: unknown, path: string, known: readonly string[], faults: Faults): Fields | null {
  return readFields(value ?? {}, path, known, faults);
}

/** A draft without faults has no gaps; finding one would be a mistake of this module. */
function complete({ alternatives, criteria, scores, method, weights, robustness }: Draft): AnalyticProblem {
  return {
    alternatives: present(alternatives).map(present),
    criteria: present(criteria).map(present),
    scores: present(scores).map((row) => present(row).map(present)),
    method: present(method),
    weights: present(weights),
    robustness: present(robustness),
  };
}

function present<T>(part: T | null): T {
  if (part === null) throw new TypeError('A part of the problem is missing and no fault says so');
  return part;
}
