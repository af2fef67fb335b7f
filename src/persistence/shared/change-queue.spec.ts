import { describe, expect, it } from '@jest/globals';
import { aProcessId } from '../../../test/support/a-process.js';
import { ChangeQueue } from './change-queue.js';

const change = (revision: number, id = aProcessId()) => ({ id, revision, status: 'pending' as const });

describe('a queue of changes', () => {
  it('hands on what came before and what comes after it is asked', async () => {
    const queue = new ChangeQueue(undefined, () => undefined);
    queue.push(change(1));
    expect(await queue.next()).toMatchObject({ value: { revision: 1 } });
    const next = queue.next();
    queue.push(change(2));
    expect(await next).toMatchObject({ value: { revision: 2 } });
  });

  it('takes the changes of its process alone', async () => {
    const id = aProcessId();
    const queue = new ChangeQueue(id, () => undefined);
    queue.push(change(1));
    queue.push(change(2, id));
    expect(await queue.next()).toMatchObject({ value: { revision: 2 } });
  });

  it('lets the oldest go when nobody reads', async () => {
    const queue = new ChangeQueue(undefined, () => undefined);
    for (let revision = 1; revision <= 3_000; revision++) queue.push(change(revision));
    expect(await queue.next()).toMatchObject({ value: { revision: 3_000 - 1_024 + 1 } });
  });

  it('ends once, for those who wait and those who come later', async () => {
    let ends = 0;
    const queue = new ChangeQueue(undefined, () => (ends += 1));
    const waiting = [queue.next(), queue.next()];
    queue.push(change(1));
    queue.end();
    await queue.return();
    queue.push(change(2));
    const results = await Promise.all([...waiting, queue.next()]);
    expect(results.map(({ done }) => done)).toEqual([false, true, true]);
    expect(ends).toBe(1);
  });
});
