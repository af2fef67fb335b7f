import { describe, expect, it } from '@jest/globals';
import { ANYONE, hasRole, mayKnowOf, ownerSeenBy } from './caller.js';

const ada = { name: 'ada', roles: new Set(['read']) };
const root = { name: 'root', roles: new Set(['admin']) };
const nobody = { name: null, roles: new Set(['read']) };

describe('a caller', () => {
  it.each([
    [ada, 'ada', true],
    [ada, 'bob', false],
    [ada, null, false],
    [root, 'ada', true],
    [root, null, true],
    [ANYONE, 'ada', true],
    [nobody, null, false],
    [nobody, 'ada', false],
  ])('%j may know of what %j owns: %p', (caller, owner, may) => {
    expect(mayKnowOf(caller, owner)).toBe(may);
  });

  it('sees lists of their own, an administrator those of all, and somebody without a name those of nobody', () => {
    expect([ada, root, ANYONE, nobody].map(ownerSeenBy)).toEqual(['ada', undefined, undefined, '']);
  });

  it('has the roles they were given, and an administrator every one', () => {
    expect([hasRole(ada, 'read'), hasRole(ada, 'write'), hasRole(root, 'write')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
