import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Faults } from './reading/faults.js';
import { InvalidProblem } from '../../../decisions/domain/ports/decision-engine.js';
import { appearance, look } from '../problem/appearance.js';
import { readName } from './reading/names.js';
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

describe('letters of different scripts that are drawn alike', () => {
  const criteria = [{ name: 'C', direction: 'benefit' }];
  const faultsOf = (problem: unknown) => {
    try {
      parseProblem(problem);
    } catch (error) {
      if (error instanceof InvalidProblem) return error.faults;
      throw error;
    }
    return [];
  };

  it('make two names one, which is said with both names and code points', () => {
    expect(faultsOf({ alternatives: ['Alpha', '\u0410lpha'], criteria, scores: [[1], [2]] })).toEqual([
      {
        path: 'alternatives[1]',
        message:
          'looks like the name at alternatives[0], "Alpha": "\u0410" is U+0410 here, "A" is U+0041 there',
      },
    ]);
  });

  it('are found in every list of names, whichever letter is exchanged', () => {
    const letter = fc.constantFrom(...Array.from('ABC EHIJ KMN OPST XYZ ace hij op sxy'.replaceAll(' ', '')));
    const foreign = (text: string) =>
      Array.from(
        '\u0391\u0410\u0392\u0412\u0421\u0395\u0415\u0397\u041d\u0399\u0406\u0408\u039a\u041a\u039c\u041c\u039d\u039f\u041e\u03a1\u0420\u0405\u03a4\u0422\u03a7\u0425\u03a5\u0423\u0396\u0430\u0441\u0435\u04bb\u0456\u0458\u043e\u03bf\u0440\u0455\u0445\u0443',
      ).filter((other) => look(other) === text);
    fc.assert(
      fc.property(letter, fc.nat(), (text, nth) => {
        const others = foreign(text);
        expect(others.length).toBeGreaterThan(0);
        const [name, other] = [`x ${text}é`, `x ${others[nth % others.length] ?? ''}é`];
        const list = [name, other];
        const leaves = list.map((own) => ({ name: own, direction: 'benefit' }));
        const judges = list.map((own) => ({ name: own, weights: [1] }));
        const one = { alternatives: ['A'], criteria, scores: [[1]] };
        const paths = [
          { alternatives: list, criteria, scores: [[1], [2]] },
          { alternatives: ['A'], criteria: leaves, scores: [[1, 2]] },
          { ...one, weights: { source: 'judges', judges } },
          { ...one, criteria: [{ name: 'C', direction: 'benefit', levels: list }] },
        ].map((problem) => faultsOf(problem).find(({ message }) => message.includes('U+'))?.path);
        expect(paths).toEqual([
          'alternatives[1]',
          'criteria[1].name',
          'weights.judges[1].name',
          'criteria[0].levels[1]',
        ]);
      }),
    );
  });

  it('are no reason to refuse a name, nor two that differ otherwise', () => {
    const alternatives = [
      '\u041c\u043e\u0441\u043a\u0432\u0430',
      'Moscow',
      '\u0391\u03b8\u03ae\u03bd\u03b1',
      'Athens',
    ];
    expect(faultsOf({ alternatives, criteria, scores: [[1], [2], [3], [4]] })).toEqual([]);
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
