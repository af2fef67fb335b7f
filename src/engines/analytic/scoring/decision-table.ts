import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { piecewise } from './piecewise.js';
import { at } from '../numbers/numbers.js';
import type { Table } from '../numbers/table.js';

/** A decision as a table to compare. For a criterion with a value function, the values replace its scores. */
export function decisionTable({ criteria, scores }: DecisionMatrix, weights: readonly number[]): Table {
  const functions = criteria.map(({ value }) => (value ? piecewise(value) : (score: number) => score));
  return {
    scores: scores.map((row) => row.map((score, column) => at(functions, column)(score))),
    directions: criteria.map(({ value, direction }) => (value ? 'benefit' : direction)),
    weights,
  };
}
