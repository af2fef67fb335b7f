interface Look<T> {
  readonly answer: Promise<T>;
  hasBegun: boolean;
}

/**
 * Looks at the store that several callers ask for at once are made once for all of them. Nobody gets an answer older
 * than the question: those who ask while a look is in progress share the next one, which begins as soon as that one has
 * ended.
 */
export class SharedLooks<K, T> {
  /** The last look that was asked for, by its key. */
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
    // A failure has been reported to those who asked for that look.
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
