import fc from 'fast-check';
import { problemsOf } from '../../scripts/verify/problem-of.mjs';
import { DECISION_CASES } from './decision-cases.js';

type Path = readonly (string | number)[];

/** What may stand where it makes no sense, or only just makes some. */
const HOSTILE: readonly unknown[] = [
  ...[0, -0, 1, -1, 2, 0.5, 1e300, -1e300, 1e-300, 5e-324, 2 ** 53 - 1, 100_001, null, true, false],
  ...['', 'A', 'x'.repeat(300), 'low', '__proto__', 'saw', 'ahp', 'electre_iii', 'uniform', 'sum', 'none'],
  ...[[], {}, [[]], [1], [1, 2], [2, 1], [null], ['a', 'a'], [0, 0, 0], { name: 'topsis' }, { rel: 0.1 }],
  ...[
    { interval: [1, 2] },
    { interval: [2, 1] },
    { interval: [1, 1] },
    { normal: [5, 0] },
    { normal: [0, 1] },
  ],
  ...[
    { lognormal: [700, 1] },
    { lognormal: [0, 50] },
    { beta: [1, 1, 0, 0] },
    { beta: [0.001, 0.001, 0, 10] },
  ],
  ...[{ triangular: [1, 1, 1] }, { triangular: [0, 5, 5] }, { levels: { low: 1 } }],
];

/** Members a problem, a criterion or a method may have. */
const MEMBERS = [
  ...['min', 'max', 'weight', 'rank', 'levels', 'value', 'preference', 'thresholds', 'criteria', 'direction'],
  ...['method', 'weights', 'missing', 'robustness', 'compare', 'kind', 'scores', 'pairwise', 'requirements'],
  ...['normalization', 'cost', 'lambda', 'v', 'variant', 'judges', 'judgments', 'human', 'constructor'],
];

const LARGEST = 6_000;
const PROBLEMS = DECISION_CASES.flatMap((example) => problemsOf(example)).filter(
  (problem) => JSON.stringify(problem).length < LARGEST,
);

const change = fc.record({
  at: fc.nat(),
  from: fc.nat(),
  kind: fc.constantFrom('remove', 'name', 'repeat', 'scale', 'move', 'replace', 'replace'),
  value: fc.constantFrom(...HOSTILE),
  member: fc.constantFrom(...MEMBERS),
  factor: fc.constantFrom(2, -1, 1 / 3, 0, 1e6),
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

/** A published problem with one or two things about it changed by somebody who means no good. */
export const hostileProblems: fc.Arbitrary<unknown> = fc
  .record({
    problem: fc.constantFrom(...PROBLEMS),
    changes: fc.array(change, { minLength: 1, maxLength: 2 }),
  })
  .map(({ problem, changes }) => {
    const copy = structuredClone(problem);
    const changed: unknown = { ...copy, robustness: { ...(copy.robustness as object), samples: 50 } };
    for (const one of changes) apply(changed, one);
    return changed;
  });

function apply(problem: unknown, { at, from, kind, value, member, factor }: Change): void {
  const paths = [...pathsIn(problem)];
  const path = paths[at % paths.length] ?? [];
  const found = get(problem, path);
  if (kind === 'name' && isObject(found) && !Array.isArray(found)) put(found, member, value);
  if (kind === 'repeat' && Array.isArray(found) && found.length > 0) found.push(structuredClone(found[0]));
  const holder = get(problem, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || !isObject(holder)) return;
  if (kind === 'remove' && Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (kind === 'remove') Reflect.deleteProperty(holder, last);
  if (kind === 'scale' && typeof found === 'number') put(holder, last, found * factor);
  if (kind === 'move') put(holder, last, get(problem, paths[from % paths.length] ?? []));
  if (kind === 'replace') put(holder, last, value);
}

function* pathsIn(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) yield* pathsIn(member, [...path, name]);
}

function get(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((holder, name) => (isObject(holder) ? holder[name] : undefined), value);
}

function put(holder: Record<PropertyKey, unknown>, name: string | number, value: unknown): void {
  Object.defineProperty(holder, name, {
    value: structuredClone(value),
    ...{ enumerable: true, writable: true, configurable: true },
  });
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
