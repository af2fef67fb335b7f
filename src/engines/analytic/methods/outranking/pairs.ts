import { at } from '../../numbers/numbers.js';
import type { Pair, PartialOrder } from './partial-order.js';

type Pairs = readonly (readonly [string, string])[];

/** The pairs of a partial order by name. */
export function pairsOf(
  { outranks, indifferent, incomparable }: PartialOrder,
  alternatives: readonly string[],
): Readonly<{ outranks: Pairs; indifferent: Pairs; incomparable: Pairs }> {
  const named = (pairs: readonly Pair[]): Pairs =>
    pairs.map(([a, b]) => [at(alternatives, a), at(alternatives, b)] as const);
  return { outranks: named(outranks), indifferent: named(indifferent), incomparable: named(incomparable) };
}
