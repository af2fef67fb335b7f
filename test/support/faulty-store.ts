import { StoreUnavailable } from '../../src/decisions/domain/errors.js';

type Method<T> = Extract<keyof T, string>;
/** `request`: the store never heard of it. `reply`: it was done, but nobody was told. `truth`: it was done, and denied. */
type Loss = 'request' | 'reply' | 'truth';

export interface Faulty<T extends object> {
  readonly store: T;
  /** Loses the next `times` calls of one method. */
  lose(method: Method<T>, loss: Loss, times?: number): void;
}

/** A store whose connection fails when a test says so. */
export function faulty<T extends object>(store: T): Faulty<T> {
  const losses = new Map<string, Loss[]>();
  const proxy = new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) =>
        lossy(() => member.apply(target, args) as unknown, losses.get(String(name))?.shift());
    },
  });
  return {
    store: proxy,
    lose: (method, loss, times = 1) =>
      void losses.set(method, [...(losses.get(method) ?? []), ...Array<Loss>(times).fill(loss)]),
  };
}

async function lossy(call: () => unknown, loss: Loss | undefined): Promise<unknown> {
  if (loss === 'request') throw new StoreUnavailable('timeout');
  const reply = await call();
  if (loss === 'reply') throw new StoreUnavailable('timeout');
  return loss === 'truth' ? false : reply;
}
