import { describe, expect, it } from '@jest/globals';
import { ScriptBatches } from './script-batches.js';
import type { ScriptCall } from './scripts.js';

const aCall = (text = ''): ScriptCall => ({ keys: [], args: [text, 1] });

describe('scripts that are asked for within one turn', () => {
  /** Answers each call with its text; `fails` is the text of one that fails. */
  function batches(fails: string | null = null) {
    const sent: number[] = [];
    const answer = ({ args: [text] }: ScriptCall) => (text === fails ? new Error('refused') : text);
    const all = new ScriptBatches({
      one: (_script, call) => {
        sent.push(1);
        return Promise.resolve(answer(call));
      },
      many: (_script, calls) => {
        sent.push(calls.length);
        return Promise.resolve(calls.map(answer));
      },
      failure: (error) => error,
    });
    const run = (calls: readonly ScriptCall[]) =>
      Promise.allSettled(calls.map((call) => all.run('swapProcess', call)));
    return { sent, run };
  }

  it('travel together up to a limit, and one alone by itself', async () => {
    const { sent, run } = batches();
    await run(Array.from({ length: 40 }, () => aCall()));
    await run([aCall()]);
    expect(sent).toEqual([32, 8, 1]);
  });

  it('do not wait for others once they are large', async () => {
    const { sent, run } = batches();
    const large = aCall('x'.repeat(300_000));
    await run([aCall(), large, large, aCall(), aCall()]);
    expect(sent).toEqual([2, 1, 2]);
  });

  it('have each their own answer, and their own error', async () => {
    const { run } = batches('b');
    const outcomes = await run(['a', 'b', 'c'].map(aCall));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ value: 'c' });
  });
});
