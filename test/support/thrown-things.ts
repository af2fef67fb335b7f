import fc from 'fast-check';

/** A proxy whose every trap throws: nothing can be asked of it. */
export function untouchable(): object {
  const refuse = () => {
    throw new TypeError('hands off');
  };
  const traps = { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse };
  return new Proxy({}, { ...traps, getOwnPropertyDescriptor: refuse, set: refuse, apply: refuse });
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}

/** Things a step may throw that do not behave: each is made anew. */
const MISBEHAVED: readonly (() => unknown)[] = [
  untouchable,
  revoked,
  () => null,
  () => undefined,
  () => Symbol('reason'),
  () => 12n,
  () => () => 'a function',
  () => Object.create(null) as object,
  () => ({ toString: () => { throw new Error('no text'); } }), // prettier-ignore
  () => ({ toJSON: () => { throw new Error('no JSON'); } }), // prettier-ignore
  () => ({ get message() { throw new Error('no message'); } }), // prettier-ignore
  () => Object.defineProperty(new Error('x'), 'stack', { get: untouchable }),
  () => Object.assign(new Error(), { message: { detail: 'no such supplier' }, code: 404 }),
  () => Object.assign(new Error(), { message: untouchable(), code: {}, name: 7, cause: untouchable() }),
  () => {
    const cycle: Record<string, unknown> = { note: 'round' };
    cycle.self = cycle;
    return cycle;
  },
  () => ({ message: Array.from({ length: 100_000 }, (_, nth) => nth) }),
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2_500 }),
  fc.constantFrom('\0', '\ud83d', '\ude00', '😀'.repeat(700), `x${'😀'.repeat(700)}`),
);

/** Makes anything a step may throw: a function, because what misbehaves cannot be handed around. */
export const thrownThings: fc.Arbitrary<() => unknown> = fc.oneof(
  fc.constantFrom(...MISBEHAVED),
  text.map((message) => () => message),
  text.map((message) => () => new Error(message)),
  fc
    .record({ message: fc.anything(), code: fc.anything(), stack: fc.anything(), faults: fc.anything() })
    .map((members) => () => Object.assign(new Error(), members)),
  fc
    .anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withSparseArray: true })
    .map((thing) => () => thing),
);
