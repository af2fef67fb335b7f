const WORD = /\s*("(?:[^"\\]|\\.)*"|\d+[a-z]\b|[\d.]+|[A-Za-z_:][\w:]*|=~|!~|==|!=|>=|<=|[-+*/(){}[\],=<>])/y;

/** The words of an expression, one after the other. */
export class Words {
  private readonly words: readonly string[];
  private position = 0;

  constructor(private readonly text: string) {
    this.words = wordsOf(text);
  }

  /** The word to come; empty at the end. */
  get next(): string {
    return this.words[this.position] ?? '';
  }

  take(): string {
    const word = this.next;
    this.position += 1;
    return word;
  }

  /** Takes the word if it comes next. */
  skip(word: string): boolean {
    if (this.next !== word) return false;
    this.position += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.skip(word)) throw new Error(`"${word}" is missing before "${this.next}" in: ${this.text}`);
  }

  /** Names in parentheses. */
  list(): string[] {
    const names: string[] = [];
    this.expect('(');
    while (!this.skip(')')) {
      names.push(this.take());
      this.skip(',');
    }
    return names;
  }

  end(): void {
    if (this.next !== '') throw new Error(`"${this.next}" is left of: ${this.text}`);
  }
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  const pattern = new RegExp(WORD);
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const word = pattern.exec(text)?.[1];
    if (word === undefined) throw new Error(`Not an expression: ${text}`);
    words.push(word);
  }
  return words;
}
