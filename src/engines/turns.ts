type Begin = () => void;

/**
 * Lets tasks take turns: each key that has tasks waiting gets one of them begun before any gets a second one, so that
 * who asks for much waits for itself. Tasks of one key begin in the order in which they came.
 */
export class Turns {
  /** In the order of the turns; a key without tasks is not in it. */
  readonly #waiting = new Map<string, Begin[]>();
  #running = 0;

  /** @param atOnce how many tasks may run at once */
  constructor(private readonly atOnce: number) {}

  /** Runs the task when its turn has come. A signal that fires before takes it out of the queue. */
  async run<T>(key: string, task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    await this.#turn(key, signal);
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  #turn(key: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#remove(key, begin);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), begin]);
      this.#next();
    });
  }

  #next(): void {
    if (this.#running >= this.atOnce) return;
    const [turn] = this.#waiting;
    if (!turn) return;
    const [key, [begin, ...rest]] = turn;
    this.#waiting.delete(key);
    if (rest.length > 0) this.#waiting.set(key, rest);
    if (!begin) return;
    this.#running += 1;
    begin();
  }

  #remove(key: string, begin: Begin): void {
    const rest = (this.#waiting.get(key) ?? []).filter((waiting) => waiting !== begin);
    if (rest.length > 0) this.#waiting.set(key, rest);
    else this.#waiting.delete(key);
  }
}
