import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { Matrix } from '../../src/engines/analytic/numbers/matrix.js';
import type { Table } from '../../src/engines/analytic/numbers/table.js';

/** A published or closed-form decision problem with its outcome and source. */
export interface DecisionCase {
  readonly id: string;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly criteria: readonly CaseCriterion[];
  /** Where there is something to compare. */
  readonly alternatives?: readonly string[];
  readonly matrix: Matrix;
  readonly items: readonly string[];
  readonly pairwise: Matrix;
  readonly alternativePairwise: readonly Matrix[];
  readonly weightSets: Matrix;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: number;
  readonly source: string;
}

interface CaseCriterion {
  readonly name: string;
  readonly direction: 'benefit' | 'cost';
  readonly weight: number | null;
}

/** A request as it is sent, with what of its result is known. */
export interface DecisionRequest extends Pick<DecisionCase, 'id' | 'method' | 'expected' | 'source'> {
  readonly problem: Readonly<Record<string, unknown>>;
}

/** Computed figures may have any number of digits and are tested to what a closed form can be relied on for. */
const ROUNDING = 1e-12;

export const DECISION_CASES = read('decision-cases') as DecisionCase[];
export const DECISION_REQUESTS = read('decision-requests') as DecisionRequest[];

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
}

export function casesOf(...methods: string[]): DecisionCase[] {
  const found = DECISION_CASES.filter(({ method }) => methods.includes(method));
  if (found.length === 0) throw new RangeError(`No case of ${methods.join(', ')}`);
  return found;
}

export function caseNamed(id: string): DecisionCase {
  const found = DECISION_CASES.find((example) => example.id === id);
  if (!found) throw new RangeError(`No case ${id}`);
  return found;
}

/** @param weights those of the case unless given; scaled to sum 1 either way */
export function tableOf({ matrix, criteria }: DecisionCase, weights?: readonly number[]): Table {
  const given = weights ?? criteria.map(({ weight }) => weight ?? 1);
  const total = given.reduce((sum, weight) => sum + weight, 0);
  return {
    scores: matrix,
    directions: criteria.map(({ direction }) => direction),
    weights: given.map((weight) => weight / total),
  };
}

/** Numbers in any nesting, each within a tolerance; `null` is not compared. */
export function expectClose(actual: unknown, expected: unknown, tolerance: number): void {
  expect(deviation(actual, expected)).toBeLessThanOrEqual(tolerance + ROUNDING);
}

/** The largest difference of numbers in any nesting; infinite where the shapes differ. */
export function deviation(actual: unknown, expected: unknown): number {
  if (expected === null) return 0;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return Infinity;
    return Math.max(0, ...expected.map((item, index) => deviation(actual[index], item)));
  }
  const difference = Math.abs(Number(actual) - Number(expected));
  return actual === null || Number.isNaN(difference) ? Infinity : difference;
}
