import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { linesTogether } from './standard-output.js';

describe('linesTogether', () => {
  it('writes the lines of one turn at once and in order, at the end of that turn', async () => {
    const { written, output } = collecting();
    for (const line of ['a', 'b', 'c']) output.write(line);
    expect(written).toEqual([]);
    await nextTurn();
    expect(written).toEqual(['abc']);
    output.write('d');
    await nextTurn();
    expect(written).toEqual(['abc', 'd']);
  });

  it('writes what is left when it is asked to, as after a fatal line, and not again', async () => {
    const { written, output } = collecting();
    output.write('last');
    output.flushSync();
    expect(written).toEqual(['last']);
    await nextTurn();
    expect(written).toEqual(['last']);
  });
});

function collecting() {
  const written: string[] = [];
  return { written, output: linesTogether({ write: (text) => void written.push(text) }) };
}
