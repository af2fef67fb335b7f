import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PermanentStepError } from '../../../decisions/domain/ports/decision-engine.js';
import { aSampling } from '../../../../test/support/a-sampling.js';
import { keepingWith } from './keeping.js';
import { partsOf } from './parts.js';
import { simulateBlock, type BlockResult } from './simulate-block.js';
import { simulate } from './simulate.js';
import type { Block, Keep, SmaaJob } from './smaa-job.js';
import { newTally } from './tally.js';

class Crash extends Error {}

describe('a simulation that is interrupted', () => {
  it('goes on with what was kept: the same bytes, and no part is simulated a second time but the one under way', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (lives, atOnce) => {
          const job = aJob({ samples: 50_000_000 });
          const parts = partsOf(job);
          const uninterrupted = await simulate(job, { run: quick, atOnce: 1, keep: kept().keep });
          const { keep, store } = kept();
          let simulated = 0;
          for (const blocks of [...lives, Infinity]) {
            let left = blocks;
            const run = (block: Block) => {
              if ((left -= 1) < 0) return Promise.reject(new Crash());
              simulated += 1;
              return quick(block);
            };
            try {
              const result = await simulate(job, { run, atOnce, keep });
              expect(JSON.stringify(result)).toBe(JSON.stringify(uninterrupted));
              break;
            } catch (error) {
              if (!(error instanceof Crash)) throw error;
            }
          }
          const [longest] = parts.map(({ length }) => length).sort((a, b) => b - a);
          const blocks = parts.flat().length + CONFIRMATIONS;
          expect(simulated).toBeLessThanOrEqual(blocks + lives.length * ((longest ?? 0) + CONFIRMATIONS));
          expect(store.size).toBe(parts.length + 1);
        },
      ),
      { numRuns: 30 },
    ));

  it('has the same bytes as one that keeps nothing, with real samples', async () => {
    const values = Array.from({ length: 100 }, (_, row) => [row % 7, (row * 5) % 11, row % 3, 1]);
    const job = aJob({ values, samples: 190_000 });
    expect(partsOf(job).length).toBe(2);
    const { keep, store } = kept();
    const whole = await simulate(job, { ...aSampling(), run: real, atOnce: 2 });
    await expect(
      simulate(job, {
        run: (block) => (block.index > 150 ? Promise.reject(new Crash()) : real(block)),
        atOnce: 3,
        keep,
      }),
    ).rejects.toThrow(Crash);
    expect([...store.keys()]).toEqual(['samples-0']);
    expect(JSON.stringify(await simulate(job, { run: real, atOnce: 1, keep }))).toBe(JSON.stringify(whole));
  });
});

describe('what a simulation keeps', () => {
  it('is nothing where it is short', async () => {
    const { keep, store } = kept();
    await simulate(aJob({ samples: 10_000 }), { run: real, atOnce: 2, keep });
    expect(store.size).toBe(0);
  });

  it('is at most ten parts and a confidence, and two megabytes, whatever the size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 200 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (alternatives, criteria, samples) => {
          const values = Array.from({ length: alternatives }, () => new Array<number>(criteria).fill(1));
          const parts = partsOf(aJob({ values, samples }));
          const count = String(Math.ceil(samples / parts.length)).length + 1;
          const text = 2 * alternatives ** 2 * count + alternatives * criteria * 20;
          expect(parts.length).toBeLessThanOrEqual(10);
          expect(parts.length === 1 || parts.length * text <= 2 ** 21).toBe(true);
          expect(parts.flat().reduce((sum, block) => sum + block.samples, 0)).toBe(samples);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is left out where an instance allows less, and the simulation goes on', async () => {
    const refused: string[] = [];
    const keep = keepingWith(async (name, make) => {
      await make(name);
      refused.push(name);
      throw new PermanentStepError('kept_too_large', 'What the step keeps is larger than 1 bytes.');
    });
    const job = aJob({ samples: 50_000_000 });
    const result = await simulate(job, { run: quick, atOnce: 2, keep });
    expect(result).toEqual(await simulate(job, { run: quick, atOnce: 2, keep: kept().keep }));
    expect(refused.length).toBe(partsOf(job).length + 1);
  });

  it('fails the attempt where it cannot be stored for another reason, or cannot be made', async () => {
    const job = aJob({ samples: 50_000_000 });
    const broken = keepingWith(() => Promise.reject(new Error('the store is gone')));
    await expect(simulate(job, { run: quick, atOnce: 2, keep: broken })).rejects.toThrow('the store is gone');
    const ended = keepingWith((name, make) => Promise.resolve(make(name)));
    const run = () => Promise.reject(new PermanentStepError('kept_too_large', 'of a thread'));
    await expect(simulate(job, { run, atOnce: 2, keep: ended })).rejects.toThrow('of a thread');
  });
});

/** Nothing but weights is drawn, so one block confirms. */
const CONFIRMATIONS = 1;

function aJob(changes: Partial<SmaaJob>): SmaaJob {
  const values = changes.values ?? [[1, 0.2], [0.5, 0.4], [0, 0.9]]; // prettier-ignore
  const base = (values[0] ?? []).map((_, __, row) => 1 / row.length);
  const weights = { kind: 'uniform', base, concentration: 50 } as const;
  return { values, method: null, drawn: [], weights, samples: 100, seed: 1, ...changes };
}

/** A store that outlives an attempt, and has text as stores do. */
function kept(): { keep: Keep; store: Map<string, string> } {
  const store = new Map<string, string>();
  const keep: Keep = async <T>(name: string, make: () => Promise<T>): Promise<T> => {
    if (!store.has(name)) store.set(name, JSON.stringify(await make()));
    return JSON.parse(store.get(name) ?? '') as T;
  };
  return { keep, store };
}

const real = (block: Block): Promise<BlockResult> => Promise.resolve(simulateBlock(block));

/** Numbers that follow from the block, and of which sums depend on the order. */
function quick({ index, samples, centralWeights }: Block): Promise<BlockResult> {
  if (centralWeights) return Promise.resolve({ tally: null, confirmed: Uint32Array.from([1, 1, 0]) });
  const tally = newTally({ alternatives: 3, criteria: 2 });
  tally.ranks.set([samples, 0, index % 3]);
  tally.wins.set([index, samples]);
  tally.weightsWhenFirst.set([1 / (index + 1), Math.sin(index), 0.1]);
  return Promise.resolve({ tally, confirmed: null });
}
