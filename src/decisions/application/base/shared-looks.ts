interface Look<T> {
  readonly answer: Promise<T>;
  hasBegun: boolean;
}

/**
 * Looks that several ask for at once are made once for all of them. Nobody is given an answer that is older than the
 * question: whoever asks while a look is under way shares the next, which begins as soon as that one has ended.
 */
export class SharedLooks<K, T> {
  /** The last look that was asked for, by what it is a look at. */
  private readonly last = new Map<K, Look<T>>();

  constructor(private readonly make: (key: K) => Promise<T>) {}

  ask(key: K): Promise<T> {
    const last = this.last.get(key);
    if (last && !last.hasBegun) return last.answer;
    const look: Look<T> = { answer: this.after(last, () => this.begin(key, look)), hasBegun: false };
    this.last.set(key, look);
    return look.answer;
  }

  private async after(last: Look<T> | undefined, begin: () => Promise<T>): Promise<T> {
    // It has told those who asked for it.
    await last?.answer.catch(() => undefined);
    return begin();
  }

  private async begin(key: K, look: Look<T>): Promise<T> {
    look.hasBegun = true;
    try {
      return await this.make(key);
    } finally {
      if (this.last.get(key) === look) this.last.delete(key);
    }
  }
}
