import { describe, expect, it } from '@jest/globals';
import { quiet } from './quiet.js';

describe('what is dropped', () => {
  it('lets no rejected promise in it end the program, wherever it is', async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => void unheard.push(reason);
    process.on('unhandledRejection', hear);
    const rejected = (nth: number) => Promise.reject(new Error(`rejected ${nth}`));
    quiet([rejected(1), { a: rejected(2) }, new Map([['b', rejected(3)]]), new Set([rejected(4)])]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', hear);

    expect(unheard).toEqual([]);
  });

  it('may look like a promise, hold itself, or refuse to be looked at', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const circle: unknown[] = [Object.create(Promise.prototype), proxy, new Uint8Array(8)];
    circle.push(circle);
    expect(() => quiet(circle)).not.toThrow();
  });
});
