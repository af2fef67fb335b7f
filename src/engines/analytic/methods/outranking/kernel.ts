import { at } from '../../numbers/numbers.js';

/** Alternatives by index, in the order of the problem. */
export interface Kernel {
  /** No member outranks another, and every other alternative is outranked by a member. */
  readonly kernel: readonly number[];
  readonly outranked: readonly number[];
  /** Undecided, because they outrank each other in a circle; always empty where circles count as one alternative. */
  readonly undecided: readonly number[];
  /** Sets of two or more alternatives that outrank each other, directly or through others. */
  readonly cycles: readonly (readonly number[])[];
}

type Graph = readonly (readonly boolean[])[];

/**
 * Repeatedly keeps what no remaining alternative outranks, and drops what those kept outrank. Alternatives in a circle
 * stop this; `aggregate` treats them as one alternative, `report` leaves them undecided.
 *
 * @param outranking alternative × alternative, none outranking itself
 */
export function kernelOf(outranking: Graph, cycles: 'aggregate' | 'report'): Kernel {
  const components = componentsOf(outranking);
  const groups = cycles === 'aggregate' ? components : [...outranking.keys()].map((index) => [index]);
  const state = groups.map((): 'open' | 'kept' | 'dropped' => 'open');
  const outranks = (a: number, b: number) =>
    a !== b && at(groups, a).some((one) => at(groups, b).some((other) => at(at(outranking, one), other)));
  const isFree = (group: number) =>
    state[group] === 'open' && !state.some((other, index) => other !== 'dropped' && outranks(index, group));
  for (
    let free = [...groups.keys()].filter(isFree);
    free.length > 0;
    free = [...groups.keys()].filter(isFree)
  ) {
    for (const group of free) state[group] = 'kept';
    for (const group of groups.keys())
      if (state[group] === 'open' && free.some((kept) => outranks(kept, group))) state[group] = 'dropped';
  }
  const members = (wanted: string) =>
    groups
      .filter((_, group) => state[group] === wanted)
      .flat()
      .sort((a, b) => a - b);
  return {
    kernel: members('kept'),
    outranked: members('dropped'),
    undecided: members('open'),
    cycles: components.filter(({ length }) => length > 1),
  };
}

/** The strongly connected components: alternatives that reach each other. */
function componentsOf(graph: Graph): number[][] {
  const reached = [...graph.keys()].map((start) => reachableFrom(start, graph));
  const isTogether = (a: number, b: number) => a === b || (at(reached, a).has(b) && at(reached, b).has(a));
  return [...graph.keys()]
    .map((a) => [...graph.keys()].filter((b) => isTogether(a, b)))
    .filter(([first], index) => first === index);
}

function reachableFrom(start: number, graph: Graph): Set<number> {
  const found = new Set<number>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [next, isArc] of at(graph, node).entries()) {
      if (!isArc || found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}
