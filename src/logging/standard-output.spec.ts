import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { linesTogether } from './standard-output.js';

describe('linesTogether', () => {
  it('writes the lines of one turn at once and in order, at the end of that turn', async () => {
    const output = new Output();
    const together = linesTogether(output);
    for (const line of ['a', 'b', 'c']) together.write(line);
    expect(output.written).toEqual([]);
    await nextTurn();
    expect(output.written).toEqual(['abc']);
    together.write('d');
    await nextTurn();
    expect(output.written).toEqual(['abc', 'd']);
  });

  it('writes what is left when it is asked to, as a fatal line does', () => {
    const output = new Output();
    const together = linesTogether(output);
    together.write('last');
    together.flushSync();
    expect(output.written).toEqual(['last']);
  });
});

class Output {
  readonly written: string[] = [];
  private kept = '';

  write(line: string): void {
    this.kept += line;
  }

  flushSync(): void {
    if (this.kept !== '') this.written.push(this.kept);
    this.kept = '';
  }
}
