import { describe, expect, it } from '@jest/globals';
import { v4, v7 } from 'uuid';
import { parseProcessId, parseWorkerId } from './ids.js';

const ID = '019b7673-7c00-7abc-8def-0123456789ab';

describe('parseProcessId', () => {
  it('takes a UUID of version 7 or 8', () => {
    expect(parseProcessId(ID)).toBe(ID);
    expect(parseProcessId(ID.replace('7abc', '8abc'))).toBe(ID.replace('7abc', '8abc'));
    expect(parseProcessId(v7())).not.toBeNull();
  });

  it.each([
    ['another version', v4()],
    ['another variant', ID.replace('8def', 'cdef')],
    ['capital letters', ID.toUpperCase()],
    ['no text', ''],
    ['more behind it', `${ID}0`],
    ['a line end behind it', `${ID}\n`],
    ['braces', `{${ID}}`],
    ['no hyphens', ID.replaceAll('-', '')],
    ['a digit that is none', ID.replace('a', 'g')],
    ['a pattern', '*'.repeat(36)],
  ])('refuses %s', (_, text) => {
    expect(parseProcessId(text)).toBeNull();
  });
});

describe('parseWorkerId', () => {
  it('takes what a host and a random part are made of', () => {
    expect(parseWorkerId('web-1.example_2')).toBe('web-1.example_2');
    expect(parseWorkerId('a'.repeat(128))).not.toBeNull();
  });

  it.each(['', 'a'.repeat(129), 'a b', 'a:b', 'a{b}', 'ä', 'a\n'])('refuses %j', (text) => {
    expect(parseWorkerId(text)).toBeNull();
  });
});
