import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe(Turns.name, () => {
  it('lets keys take turns, whoever has more waiting', async () => {
    const { begun, run } = recorded(1);
    await Promise.all([run('large', 'a1'), run('large', 'a2'), run('large', 'a3'), run('small', 'b1')]);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('runs as many at once as it may, and no more', async () => {
    const turns = new Turns(2);
    let [running, most] = [0, 0];
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 9 }, (_, index) => turns.run(`${index % 4}`, task, signal)));
    expect(most).toBe(2);
  });

  it('takes out of the queue what is given up, and lets the others have their turns', async () => {
    const { begun, run } = recorded(1);
    const controller = new AbortController();
    const first = run('a', 'first');
    const givenUp = run('a', 'given up', controller.signal);
    const last = run('a', 'last');
    controller.abort(new Error('cancelled'));
    await expect(givenUp).rejects.toThrow('cancelled');
    await Promise.all([first, last]);
    expect(begun).toEqual(['first', 'last']);
  });

  it('goes on after a task that fails', async () => {
    const turns = new Turns(1);
    const { signal } = new AbortController();
    const failing = turns.run('a', () => Promise.reject(new Error('no')), signal);
    await expect(failing).rejects.toThrow('no');
    await expect(turns.run('a', () => Promise.resolve('next'), signal)).resolves.toBe('next');
  });
});

/** Tasks that write down their name when they begin and end a moment later. */
function recorded(atOnce: number) {
  const turns = new Turns(atOnce);
  const begun: string[] = [];
  const run = (key: string, name: string, signal = new AbortController().signal) =>
    turns.run(
      key,
      async () => {
        begun.push(name);
        await new Promise(setImmediate);
      },
      signal,
    );
  return { begun, run };
}
