import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Turns } from './turns.js';

describe(Turns.name, () => {
  it('lets keys take turns, no matter which has more waiting', async () => {
    const { begun, run } = recorded(1);
    await Promise.all([run('large', 'a1'), run('large', 'a2'), run('large', 'a3'), run('small', 'b1')]);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('lets the processes of one caller take turns within its own', async () => {
    const { begun, run } = recorded(1);
    const of = (caller: string, process: string, nth: number) =>
      run(caller, `${process}${nth}`, undefined, process);
    await Promise.all([
      ...[1, 2, 3].map((nth) => of('large', 'a', nth)),
      ...[1, 2, 3].map((nth) => of('large', 'b', nth)),
      ...[1, 2].map((nth) => of('small', 'c', nth)),
    ]);
    expect(begun).toEqual(['a1', 'a2', 'c1', 'b1', 'c2', 'a3', 'b2', 'b3']);
  });

  it('lets no caller wait for more than one task of each other one, no matter who comes when and gives up', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            caller: fc.nat({ max: 4 }),
            process: fc.nat({ max: 3 }),
            delay: fc.nat({ max: 3 }),
            isGivenUp: fc.boolean(),
          }),
          { maxLength: 40 },
        ),
        fc.integer({ min: 1, max: 3 }),
        async (arrivals, atOnce) => {
          const turns = new Turns(atOnce);
          const waiting = new Map<string, Map<string, number>>();
          const pending = new Map<string, number>();
          let most = 0;
          const begin = (caller: string): void => {
            waiting.delete(caller);
            const rest = (pending.get(caller) ?? 0) - 1;
            pending.set(caller, rest);
            for (const begunMeanwhile of waiting.values()) {
              const count = (begunMeanwhile.get(caller) ?? 0) + 1;
              begunMeanwhile.set(caller, count);
              most = Math.max(most, count);
            }
            // What is left of a caller waits from now on.
            if (rest > 0) waiting.set(caller, new Map());
          };
          const tasks: Promise<unknown>[] = [];
          for (const { caller, process, delay, isGivenUp } of arrivals) {
            for (let turn = 0; turn < delay; turn += 1) await new Promise(setImmediate);
            const name = String(caller);
            const controller = new AbortController();
            pending.set(name, (pending.get(name) ?? 0) + 1);
            if (!waiting.has(name)) waiting.set(name, new Map());
            const task = async () => {
              begin(name);
              await new Promise(setImmediate);
            };
            const done = turns.run({ caller: name, process: String(process) }, task, controller.signal);
            if (isGivenUp) controller.abort(new Error('given up'));
            tasks.push(
              done.catch(() => {
                const rest = (pending.get(name) ?? 0) - 1;
                pending.set(name, rest);
                if (rest === 0) waiting.delete(name);
              }),
            );
            // What has begun says so before the next arrives.
            for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
          }
          await Promise.all(tasks);
          expect(most).toBeLessThanOrEqual(1);
        },
      ),
    ));

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
    await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        turns.run({ caller: `${index % 4}`, process: '' }, task, signal),
      ),
    );
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
    const failing = turns.run({ caller: 'a', process: '' }, () => Promise.reject(new Error('no')), signal);
    await expect(failing).rejects.toThrow('no');
    await expect(
      turns.run({ caller: 'a', process: '' }, () => Promise.resolve('next'), signal),
    ).resolves.toBe('next');
  });
});

/** Tasks that write down their name when they begin and end a moment later. */
function recorded(atOnce: number) {
  const turns = new Turns(atOnce);
  const begun: string[] = [];
  const run = (caller: string, name: string, signal = new AbortController().signal, process = '') =>
    turns.run(
      { caller, process },
      async () => {
        begun.push(name);
        await new Promise(setImmediate);
      },
      signal,
    );
  return { begun, run };
}
