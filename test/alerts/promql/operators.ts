import { keyOf, type Sample, type Vector } from './timeline.js';

export type Value = number | Vector;

/** From what binds least to what binds most. */
export const PRECEDENCE: readonly (readonly string[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '>', '<', '>=', '<='],
  ['+', '-'],
  ['*', '/'],
];

const COMPARE: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};
const COMPUTE: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/** @param on the labels that make two elements a pair; without them, all */
export function combined(operator: string, left: Value, right: Value, on?: readonly string[]): Value {
  const inSet = setOf(operator, left, right, on);
  if (inSet !== null) return inSet;
  const [compare, compute] = [COMPARE[operator], COMPUTE[operator]];
  const pairs = pairsOf(left, right, on);
  if (compare) return pairs.filter(([a, b]) => compare(a, b)).map(([value, , labels]) => ({ labels, value }));
  if (compute) return pairs.map(([a, b, labels]) => ({ labels, value: compute(a, b) }));
  throw new Error(`There is no operator ${operator} here.`);
}

function setOf(operator: string, left: Value, right: Value, on?: readonly string[]): Vector | null {
  if (!['and', 'or', 'unless'].includes(operator)) return null;
  if (typeof left === 'number' || typeof right === 'number') throw new Error(`${operator} is of vectors.`);
  const theirs = new Set(right.map(({ labels }) => keyOf(labels, on)));
  const ours = new Set(left.map(({ labels }) => keyOf(labels, on)));
  if (operator === 'or') return [...left, ...right.filter(({ labels }) => !ours.has(keyOf(labels, on)))];
  return left.filter(({ labels }) => theirs.has(keyOf(labels, on)) === (operator === 'and'));
}

function pairsOf(left: Value, right: Value, on?: readonly string[]): [number, number, Sample['labels']][] {
  if (typeof left === 'number') throw new Error('A number stands on the right here.');
  if (typeof right === 'number') return left.map(({ labels, value }) => [value, right, labels]);
  return left.flatMap(({ labels, value }) => {
    const other = right.find((each) => keyOf(each.labels, on) === keyOf(labels, on));
    return other === undefined ? [] : [[value, other.value, labels]];
  });
}
