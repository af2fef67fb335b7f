import { describe, expect, it } from '@jest/globals';
import type { CriterionDraft } from './draft.js';
import { leavesOf, nodesOf } from './hierarchy.js';

describe('a hierarchy of more criteria than a call takes arguments', () => {
  const leaf = { name: 'price' } as CriterionDraft;
  const LEAVES = 300_000;
  const all = {
    name: 'all',
    criteria: Array.from({ length: LEAVES }, () => leaf),
  } as unknown as CriterionDraft;

  it('is read whole', () => {
    expect(leavesOf([all])).toHaveLength(LEAVES);
    expect(nodesOf([all])).toHaveLength(LEAVES + 1);
  });

  it('has a gap wherever one of them could not be read', () => {
    expect(leavesOf([all, null])).toBeNull();
    expect(nodesOf([all, null])).toHaveLength(LEAVES + 1);
  });
});
