type Begin = () => void;

/** Whose task it is. */
export interface Turn {
  readonly caller: string;
  readonly process: string;
}

/**
 * Lets tasks take turns: each caller with waiting tasks gets one started before any gets a second one. The processes of
 * one caller take turns in the same way, so that a caller with many tasks waits for their own. Tasks of one process
 * start in the order in which they came.
 */
export class Turns {
  /** In the order of the turns; callers and processes without tasks are not in it. */
  readonly #waiting = new Map<string, Map<string, Begin[]>>();
  #running = 0;

  /** @param atOnce how many tasks may run at once */
  constructor(private readonly atOnce: number) {}

  /** Runs the task when its turn has come. A signal that fires before takes it out of the queue. */
  async run<T>(turn: Turn, task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    await this.#turn(turn, signal);
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  #turn(turn: Turn, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#remove(turn, begin);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#add(turn, begin);
      this.#next();
    });
  }

  #add({ caller, process }: Turn, begin: Begin): void {
    const processes = this.#waiting.get(caller) ?? new Map<string, Begin[]>();
    const tasks = processes.get(process) ?? [];
    tasks.push(begin);
    this.#waiting.set(caller, processes.set(process, tasks));
  }

  #next(): void {
    if (this.#running >= this.atOnce) return;
    const [turn] = this.#waiting;
    if (!turn) return;
    const [caller, processes] = turn;
    const begin = takeFirst(processes);
    this.#waiting.delete(caller);
    if (processes.size > 0) this.#waiting.set(caller, processes);
    this.#running += 1;
    begin?.();
  }

  #remove({ caller, process }: Turn, begin: Begin): void {
    const processes = this.#waiting.get(caller);
    const tasks = processes?.get(process)?.filter((waiting) => waiting !== begin) ?? [];
    if (tasks.length > 0) processes?.set(process, tasks);
    else processes?.delete(process);
    if (processes?.size === 0) this.#waiting.delete(caller);
  }
}

/** The next task of the process whose turn it is, which then goes behind the others. */
function takeFirst(processes: Map<string, Begin[]>): Begin | undefined {
  const [turn] = processes;
  if (!turn) return undefined;
  const [process, tasks] = turn;
  const begin = tasks.shift();
  processes.delete(process);
  if (tasks.length > 0) processes.set(process, tasks);
  return begin;
}
