import { isInstance, read } from './thrown.js';

/** How many values are looked through: what is dropped must not cost more than what is kept. */
const MAX_VALUES = 100_000;

/**
 * Handles every promise in a value that is dropped, so that no rejection is left unhandled: that would end the program.
 * Getters are not called. Never throws.
 */
export function quiet(dropped: unknown): void {
  const seen = new Set<unknown>();
  const pending: unknown[] = [dropped];
  while (pending.length > 0 && seen.size < MAX_VALUES) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    hear(value);
    for (const member of membersOf(value)) pending.push(member);
  }
}

function hear(value: object): void {
  if (!isInstance(value, Promise)) return;
  try {
    void Promise.prototype.then.call(value, ignore, ignore);
  } catch {
    // It only looks like a promise.
  }
}

function ignore(): void {
  // Nobody waits for it.
}

function membersOf(value: object): readonly unknown[] {
  try {
    if (ArrayBuffer.isView(value)) return [];
    if (Array.isArray(value)) return value.slice(0, MAX_VALUES) as unknown[];
    if (value instanceof Map) return [...(value as Map<unknown, unknown>).entries()].flat();
    if (value instanceof Set) return [...(value as Set<unknown>)];
    return Object.values(Object.getOwnPropertyDescriptors(value)).map((property) => read(property, 'value'));
  } catch {
    return [];
  }
}
