import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { BlockResult } from './analytic/simulation/simulate-block.js';
import type { Block, SmaaSampler } from './analytic/simulation/smaa-job.js';
import { simulate } from './analytic/simulation/simulate.js';
import { Turns } from './turns.js';

const IDLE_TIMEOUT_MS = 30_000;
/** One block takes some tens of milliseconds; a thread still busy after this time hangs and is ended. */
const BLOCK_TIMEOUT_MS = 60_000;

/** The thread of a simulation ended or could not be started; another attempt may succeed. */
export class SimulationThreadFailed extends Error {
  constructor(cause: unknown) {
    super('A thread of the simulation ended or could not be started', { cause });
    this.name = 'SimulationThreadFailed';
  }
}

/** What a pool is made of; by default it leaves one processor to the event loop. */
export interface SmaaPoolOptions {
  /** The module each thread loads. */
  readonly entry?: URL;
  readonly threads?: number;
}

/**
 * Keeps simulations off the event loop, and lets them take turns block by block, so that a small one is done soon next
 * to a large one. No thread is started before the first job, and one core is left to the event loop. It needs the built
 * files: a thread cannot load TypeScript.
 */
export class SmaaPool {
  readonly #entry: URL;
  readonly #threads: number;
  readonly #turns: Turns;
  #pool: Piscina<Block, BlockResult> | null = null;
  #isClosed = false;

  constructor({ entry, threads }: SmaaPoolOptions = {}) {
    this.#entry = entry ?? new URL('./smaa.worker.js', import.meta.url);
    this.#threads = threads ?? Math.max(1, availableParallelism() - 1);
    this.#turns = new Turns(this.#threads);
  }

  /** A signal that fires takes what is waiting out of the queue; a block in progress is finished without being used. */
  readonly sample: SmaaSampler = async (job, { signal, turn, keep }) => {
    signal.throwIfAborted();
    // One listener for each waiting block: on a machine of many cores these are many, but no leak.
    setMaxListeners(0, signal);
    const run = (block: Block) => this.#turns.run(turn, () => this.#run(block), signal);
    // One more than there are threads, so that no thread waits while a result is taken.
    return simulate(job, { run, atOnce: this.#threads + 1, keep });
  };

  /** Ends all threads; jobs in progress are rejected, later ones refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pool?.destroy();
    this.#pool = null;
  }

  async #run(block: Block): Promise<BlockResult> {
    const pool = this.#open();
    try {
      return await pool.run(block, { signal: AbortSignal.timeout(BLOCK_TIMEOUT_MS) });
    } catch (cause) {
      throw new SimulationThreadFailed(cause);
    }
  }

  #open(): Piscina<Block, BlockResult> {
    if (this.#isClosed) throw new Error('The pool of simulation threads is closed');
    this.#pool ??= this.#opened();
    return this.#pool;
  }

  #opened(): Piscina<Block, BlockResult> {
    const pool = new Piscina<Block, BlockResult>({
      filename: fileURLToPath(this.#entry),
      name: 'simulateBlock',
      minThreads: 0,
      maxThreads: this.#threads,
      idleTimeout: IDLE_TIMEOUT_MS,
    });
    // A thread that cannot load its module would leave its tasks waiting, and an error without a listener ends the
    // instance: such a pool is given up, which rejects its tasks, and the next attempt opens another.
    pool.on('error', () => {
      if (this.#pool === pool) this.#pool = null;
      void pool.destroy();
    });
    return pool;
  }
}
