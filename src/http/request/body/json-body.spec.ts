import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJsonBody } from './json-body.js';
import { HttpProblem } from '../../answer/problem.js';

describe('parseJsonBody', () => {
  it('reads what JSON writes', () => {
    const texts = fc.json({ maxDepth: 6 }).filter((text) => codeOf(text) === null);
    fc.assert(
      fc.property(texts, (text) => {
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('agrees with the parser of the language on what is JSON, and fails in no other way', () => {
    const texts = fc.stringMatching(/^[[\]{}",:\\0-9eE+\-.truefalsn \n]*$/, { maxLength: 60 });
    fc.assert(
      fc.property(texts, (text) => {
        const isRefused = codeOf(text) !== null;
        expect(isRefused || text === '' || isJson(text)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses the numbers that a plain reading of the text refuses', () => {
    const parts = fc.constantFrom(
      '1',
      '-',
      '0',
      '.',
      'e',
      'E',
      '+',
      '99',
      '0.5',
      '1e400',
      '1e-400',
      '9007199254740993',
    );
    const literals = fc.array(parts, { minLength: 1, maxLength: 6 }).map((list) => list.join(''));
    fc.assert(
      fc.property(literals.filter(isJson), (literal) => {
        const isKept = isExact(literal);
        expect([literal, codeOf(`{"a":[${literal}]}`)]).toEqual([literal, isKept ? null : 'malformed_json']);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no longer for numbers that end nowhere', () => {
    expect(codeOf('1.1'.repeat(300_000))).toBe('malformed_json');
    expect(codeOf('1e-'.repeat(300_000))).toBe('malformed_json');
  });

  it('knows an empty body', () => {
    expect(parse('')).toBeUndefined();
  });

  it.each([
    '0',
    '-0',
    '1e100',
    '-1.5E-3',
    '9007199254740991',
    '0.1',
    '0e5',
    '0.000e-400',
    '1e22',
    '123456789012345678901e0',
  ])('keeps the number %s', (literal) => {
    expect(parse(`[${literal}]`)).toEqual([Number(literal)]);
  });

  it.each(['9007199254740992', '-12345678901234567890', '1e309', '-1e309', '1e-324', '0.1e-400'])(
    'refuses the number %s, which a double would change',
    (literal) => {
      expect(codeOf(`{"a":[${literal}]}`)).toBe('malformed_json');
    },
  );

  it('does not mistake text for numbers or brackets', () => {
    const value = { '12345678901234567890': '1e400', text: '\\"[[[[{{{{"', brackets: '['.repeat(100) };
    expect(parse(JSON.stringify(value))).toEqual(value);
  });

  it.each([
    [64, null],
    [65, 'too_deep'],
    [1_000_000, 'too_deep'],
  ])('reads or refuses %d levels', (depth, code) => {
    expect(codeOf(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toBe(code);
  });

  it('takes the last of members with the same name', () => {
    expect(parse('{"a":1,"a":2}')).toEqual({ a: 2 });
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'refuses a member named %s, however it is written',
    (name) => {
      const escaped = `\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}`;
      for (const spelling of [name, escaped])
        expect(codeOf(`{"a":[{"${spelling}":1}]}`)).toBe('malformed_json');
      expect(codeOf(`{"a":"${name}"}`)).toBeNull();
    },
  );

  it('refuses text that is no text, as name and as value', () => {
    for (const text of ['\\ud800', '\\udc00\\ud800', '\\u0000']) {
      expect(codeOf(`["${text}"]`)).toBe('malformed_json');
      expect(codeOf(`{"${text}":1}`)).toBe('malformed_json');
    }
    expect(parse('["\\ud83e\\udd84"]')).toEqual(['🦄']);
  });

  it('refuses other encodings', () => {
    expect(codeOf(Buffer.from('\ufeff{}'))).toBe('unsupported_media_type');
    expect(codeOf(Buffer.from('\ufeff{}', 'utf16le'))).toBe('unsupported_media_type');
    expect(codeOf(Buffer.from([0x22, 0xe9, 0x22]))).toBe('malformed_json');
    expect(codeOf(Buffer.from([0x22, 0xc0, 0x80, 0x22]))).toBe('malformed_json');
  });

  it('does not repeat the body in its refusal', () => {
    const fault = faultOf('{"password":"hunter2",}');
    expect(JSON.stringify([fault?.message, fault?.errors])).not.toContain('hunter2');
  });
});

function parse(text: string | Buffer): unknown {
  return parseJsonBody(Buffer.from(text));
}

function faultOf(text: string | Buffer): HttpProblem | null {
  try {
    parse(text);
    return null;
  } catch (error) {
    if (error instanceof HttpProblem) return error;
    throw error;
  }
}

function codeOf(text: string | Buffer): string | null {
  return faultOf(text)?.code ?? null;
}

/** An integer without losing digits; anything else is finite, and zero only if all its digits are. */
function isExact(literal: string): boolean {
  if (/^-?\d+$/.test(literal)) return Number.isSafeInteger(Number(literal));
  const value = Number(literal);
  return Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(literal.replace(/[eE].*/, '')));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
