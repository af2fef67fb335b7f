import { describe, expect, it } from '@jest/globals';
import { Gate } from '../../../../test/support/scripted-engine.js';
import { SharedLooks } from './shared-looks.js';

describe('looks that are shared', () => {
  it('are one for all who ask while another is under way, begun after the last of them has asked', async () => {
    const [first, second] = [new Gate<string>(), new Gate<string>()];
    const gates = [first, second];
    let begun = 0;
    const looks = new SharedLooks(() => gates[begun++]?.opened ?? Promise.reject(new Error('one too many')));
    const alone = looks.ask('all');
    await Promise.resolve();
    const others = Array.from({ length: 9 }, () => looks.ask('all'));
    await Promise.resolve();
    expect(begun).toBe(1);
    second.open('second');
    first.open('first');
    expect(await alone).toBe('first');
    expect(await Promise.all(others)).toEqual(Array(9).fill('second'));
    expect(begun).toBe(2);
  });

  it('are apart by what they look at, and each asked for anew', async () => {
    const made: string[] = [];
    const looks = new SharedLooks((key: string) => Promise.resolve(made.push(key)));
    await Promise.all([looks.ask('one'), looks.ask('other'), looks.ask('one')]);
    await looks.ask('one');
    expect(made).toEqual(['one', 'other', 'one']);
  });

  it('fail those who asked for them and nobody else', async () => {
    let looked = 0;
    const looks = new SharedLooks(() =>
      ++looked === 1 ? Promise.reject(new Error('down')) : Promise.resolve(looked),
    );
    const failing = looks.ask('all');
    await Promise.resolve();
    const next = looks.ask('all');
    await expect(failing).rejects.toThrow('down');
    expect(await next).toBe(2);
  });
});
