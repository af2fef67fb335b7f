import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SmaaPool as Pool, SmaaPoolOptions } from '../../src/engines/smaa-pool.js';
import type { SmaaJob } from '../../src/engines/analytic/simulation/smaa-job.js';
import { aSampling } from '../support/a-sampling.js';
import { sampleInPlace } from '../support/smaa-in-place.js';

/** Threads run the built program, which is not there when types are checked. */
const path = new URL('../../dist/engines/smaa-pool.js', import.meta.url).pathname;
const built = (await import(path)) as { SmaaPool: new (options?: SmaaPoolOptions) => Pool };

describe('simulations in threads', () => {
  let directory: string;
  const pools: Pool[] = [];
  const open = (options?: SmaaPoolOptions): Pool => {
    const pool = new built.SmaaPool(options);
    pools.push(pool);
    return pool;
  };
  const entry = async (name: string, text: string): Promise<URL> => {
    const path = join(directory, name);
    await writeFile(path, text);
    return pathToFileURL(path);
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'threads-'));
  });
  afterAll(() => rm(directory, { recursive: true }));
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

  it.each([1, 3])('answer the same bytes from %d threads as from none', async (threads) => {
    const job = aJob({ alternatives: 40, samples: 90_000 });
    const result = await open({ threads }).sample(job, aSampling());
    expect(JSON.stringify(result)).toBe(JSON.stringify(await sampleInPlace(job, aSampling())));
  });

  it('let a small one through beside a large one', async () => {
    const pool = open({ threads: 1 });
    const controller = new AbortController();
    const ended: string[] = [];
    const large = pool
      .sample(
        aJob({ alternatives: 200, samples: 100_000 }),
        aSampling({ signal: controller.signal, turn: turn('large') }),
      )
      .then(() => ended.push('large'));
    await pool.sample(aJob({ alternatives: 2, samples: 1_000 }), aSampling({ turn: turn('small') }));
    ended.push('small');
    expect(ended).toEqual(['small']);
    controller.abort(new Error('enough seen'));
    await expect(large).rejects.toThrow('enough seen');
  });

  it('let a small one of one caller through beside twelve large ones of another', async () => {
    const pool = open({ threads: 1 });
    const controller = new AbortController();
    let ended = 0;
    const large = Array.from({ length: 12 }, async (_, index) => {
      const sampling = { signal: controller.signal, turn: { caller: 'large', process: `${index}` } };
      await pool.sample(aJob({ alternatives: 100, samples: 100_000 }), aSampling(sampling));
      ended += 1;
    });
    await pool.sample(aJob({ alternatives: 40, samples: 90_000 }), aSampling({ turn: turn('small') }));
    expect(ended).toBe(0);
    controller.abort(new Error('enough seen'));
    const outcomes = await Promise.allSettled(large);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('fail their attempt if no thread can be started, and that one only', async () => {
    const job = aJob({ alternatives: 2, samples: 10 });
    const broken = open({ entry: await entry('broken.mjs', 'throw new Error("cannot be loaded");') });
    await expect(broken.sample(job, aSampling())).rejects.toThrow('could not be started');
    await expect(broken.sample(job, aSampling())).rejects.toThrow('could not be started');
    const absent = open({ entry: pathToFileURL(join(directory, 'absent.mjs')) });
    await expect(absent.sample(job, aSampling())).rejects.toThrow('could not be started');
    await expect(open().sample(job, aSampling())).resolves.toBeDefined();
  });

  it('fail their attempt if their thread dies, and the next has another thread', async () => {
    const dying = await entry('dying.mjs', 'export function simulateBlock() { process.exit(1); }');
    const pool = open({ entry: dying, threads: 1 });
    const job = aJob({ alternatives: 2, samples: 10 });
    await expect(pool.sample(job, aSampling())).rejects.toThrow('thread of the simulation ended');
    await expect(pool.sample(job, aSampling())).rejects.toThrow('thread of the simulation ended');
  });

  it('are refused once the pool is closed', async () => {
    const pool = open();
    await pool.close();
    await expect(pool.sample(aJob({ alternatives: 2, samples: 10 }), aSampling())).rejects.toThrow('closed');
  });
});

/** Of a caller of its own. */
function turn(name: string): { caller: string; process: string } {
  return { caller: name, process: name };
}

function aJob({ alternatives, samples }: { alternatives: number; samples: number }): SmaaJob {
  const values = Array.from({ length: alternatives }, (_, index) => [index % 7, (index * 5) % 11, index % 3]);
  const weights = { kind: 'uniform', base: [0.4, 0.3, 0.3], concentration: 50 } as const;
  return { values, method: null, drawn: [], weights, samples, seed: 7 };
}
