import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { Deadlines } from './deadlines.js';

const MS = 50;

describe('Deadlines', () => {
  it('hand on answers and errors that come in time', async () => {
    const deadlines = new Deadlines(MS);
    await expect(deadlines.within(Promise.resolve('answer'))).resolves.toBe('answer');
    await expect(deadlines.within(Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('fail what is late, each after its own time, and nothing else', async () => {
    const deadlines = new Deadlines(MS);
    const late = async () => {
      const asked = performance.now();
      await expect(deadlines.within(new Promise(() => undefined))).rejects.toThrow('Timed out.');
      return performance.now() - asked;
    };
    const slow = deadlines.within(delay(MS / 2, 'in time'));
    const first = late();
    await delay(MS / 2);
    const second = late();
    await expect(slow).resolves.toBe('in time');
    expect(await first).toBeGreaterThanOrEqual(MS);
    expect(await second).toBeGreaterThanOrEqual(MS);
  });

  it('watch again after a time without calls', async () => {
    const deadlines = new Deadlines(MS);
    await expect(deadlines.within(new Promise(() => undefined))).rejects.toThrow('Timed out.');
    await delay(MS);
    await expect(deadlines.within(new Promise(() => undefined))).rejects.toThrow('Timed out.');
  });
});
