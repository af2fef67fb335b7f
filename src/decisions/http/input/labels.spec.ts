import { describe, expect, it } from '@jest/globals';
import { parseLabel } from './labels.js';

describe('parseLabel', () => {
  it.each([
    ['team:procurement', { name: 'team', value: 'procurement' }],
    ['a.b/c-d_e:x', { name: 'a.b/c-d_e', value: 'x' }],
    ['url:https://x', { name: 'url', value: 'https://x' }],
    [`n:${'🦄'.repeat(200)}`, { name: 'n', value: '🦄'.repeat(200) }],
  ])('reads %s', (text, label) => {
    expect(parseLabel(text)).toEqual(label);
  });

  it.each([
    '',
    'team',
    ':x',
    'team:',
    ' team:x',
    '-a:x',
    'a b:x',
    `${'n'.repeat(64)}:x`,
    `n:${'x'.repeat(201)}`,
    'n:\u0000',
    'n:\u001b[0m',
  ])('refuses %p', (text) => {
    expect(parseLabel(text)).toBeNull();
  });
});
