import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Faults } from './faults.js';
import { appearance, readName } from './names.js';
import { parseProblem } from './parse-problem.js';

describe(readName.name, () => {
  it.each([
    ['white space of any kind', ' Alpha\u00a0\u2003 One\n', 'Alpha One'],
    ['parts of a letter', 'Cafe\u0301', 'Café'],
    ['characters nobody sees', '\ufeffAl\u200bpha\u00ad\u2060', 'Alpha'],
    ['marks of direction', '\u200eAlpha\u200f', 'Alpha'],
    ['joined emoji, as they are', '👩\u200d🔬', '👩\u200d🔬'],
  ])('normalizes %s', (_, given, expected) => {
    expect(read(given)).toEqual({ name: expected, faults: [] });
  });

  it.each([
    ['zero-width characters alone', '\u200b\u200c\u200d\u2060'],
    ['an empty Braille cell', '\u2800'],
    ['a Hangul filler', '\u3164'],
    ['characters that turn the text after them round', 'Alpha\u202eateB'],
    ['isolates', '\u2066Alpha\u2069'],
  ])('refuses %s', (_, given) => {
    expect(read(given).name).toBeNull();
    expect(read(given).faults).toHaveLength(1);
  });

  it('reads what it has read as the same name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const { name } = read(text);
        if (name !== null) expect(read(name)).toEqual({ name, faults: [] });
      }),
    );
  });

  it('never keeps a name without a character that can be seen', () => {
    const unseen = fc.constantFrom(
      '\u200b',
      '\u200c',
      '\u200d',
      '\u2060',
      '\ufeff',
      '\u00ad',
      '\u3164',
      '\u2800',
      '\ufe0f',
      ' ',
      '\u00a0',
    );
    fc.assert(
      fc.property(fc.array(unseen), (parts) => {
        expect(read(parts.join('')).name).toBeNull();
      }),
    );
  });
});

describe(appearance.name, () => {
  it('is the same for names that look the same, which are refused side by side', () => {
    const disguise = fc.constantFrom(
      (name: string) => name.normalize('NFD'),
      (name: string) => `${name}\u200b`,
      (name: string) => `\u200e${name}`,
      (name: string) => `${name}\u200d`,
      (name: string) => name.replaceAll(' ', '\u00a0'),
      (name: string) => name.replaceAll(' ', '\u2003 '),
    );
    fc.assert(
      fc.property(fc.constantFrom('Café Noir', 'Ångström', 'a b c'), disguise, (name, disguised) => {
        expect(appearance(disguised(name))).toBe(appearance(name));
        expect(() =>
          parseProblem({
            alternatives: [name, disguised(name)],
            criteria: [{ name: 'C', direction: 'benefit' }],
            scores: [[1], [2]],
          }),
        ).toThrow('alternatives[1] repeats the name at alternatives[0]');
      }),
    );
  });
});

describe('A name of printable ASCII with single blanks', () => {
  it('is taken as it is, and looks like nothing else', () => {
    const word = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 8 });
    const plain = fc
      .array(
        word.map((text) => text.replace(/[^!-~]/g, '')).filter((text) => text !== ''),
        { minLength: 1 },
      )
      .map((words) => words.join(' ').slice(0, 100).trim());
    fc.assert(
      fc.property(plain, (name) => {
        expect(read(name)).toEqual({ name, faults: [] });
        expect(appearance(`${name}\u200b`)).toBe(appearance(name));
        expect(appearance(name.replaceAll(' ', '\u2003'))).toBe(name);
      }),
    );
  });
});

function read(value: unknown): { name: string | null; faults: unknown[] } {
  const faults = new Faults();
  const name = readName(value, 'name', faults);
  return { name, faults: faults.list() };
}
