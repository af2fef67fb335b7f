import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { SmaaJob, SmaaResult, SmaaSampler } from './analytic/robustness/smaa-sampler.js';

const IDLE_TIMEOUT_MS = 30_000;

/**
 * Keeps simulations off the event loop. There is no thread before the first job, and one core is left to the loop.
 * Works from the built files only: a thread cannot load TypeScript.
 */
export class SmaaPool {
  #pool: Piscina<SmaaJob, SmaaResult> | null = null;
  #isClosed = false;

  /** A fired signal ends the thread of the job at once; the next job gets a new one. */
  readonly sample: SmaaSampler = async (job, signal) => {
    signal.throwIfAborted();
    try {
      return await this.#open().run(job, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  };

  /** Ends all threads; jobs under way are rejected, later ones refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pool?.destroy();
    this.#pool = null;
  }

  #open(): Piscina<SmaaJob, SmaaResult> {
    if (this.#isClosed) throw new Error('The pool of simulation threads is closed');
    this.#pool ??= new Piscina<SmaaJob, SmaaResult>({
      filename: fileURLToPath(new URL('./smaa.worker.js', import.meta.url)),
      name: 'simulate',
      minThreads: 0,
      maxThreads: Math.max(1, availableParallelism() - 1),
      idleTimeout: IDLE_TIMEOUT_MS,
    });
    return this.#pool;
  }
}
