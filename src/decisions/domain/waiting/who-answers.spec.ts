import { describe, expect, it } from '@jest/globals';
import { ANYONE, type Caller } from '../caller.js';
import { mayKnowOfRequest, refusalFor } from './who-answers.js';

const ada = aCaller('ada', 'read', 'write');
const grace = aCaller('grace', 'review');
const root = aCaller('root', 'admin');
const forReviewers = { roles: ['review'], notBy: null } as const;
const forWriters = { roles: ['write'], notBy: null } as const;

describe('who knows of a request', () => {
  it('are those who know of its process, and reviewers of what asks them', () => {
    expect(mayKnowOfRequest(ada, 'ada', forReviewers)).toBe(true);
    expect(mayKnowOfRequest(ada, 'bob', forReviewers)).toBe(false);
    expect(mayKnowOfRequest(grace, 'ada', forReviewers)).toBe(true);
    expect(mayKnowOfRequest(grace, 'ada', forWriters)).toBe(false);
    expect(mayKnowOfRequest(root, 'ada', forWriters)).toBe(true);
  });
});

describe('who may answer', () => {
  it('has one of the roles that are asked', () => {
    expect(refusalFor(grace, 'ada', forReviewers)).toBeNull();
    expect(refusalFor(ada, 'ada', forReviewers)).toBe('forbidden');
    expect(refusalFor(ada, 'ada', forWriters)).toBeNull();
    expect(refusalFor(root, 'ada', forReviewers)).toBeNull();
  });

  it('is another than the starter where four eyes are asked for, and somebody who says who they are', () => {
    const fourEyes = { ...forReviewers, notBy: 'starter' } as const;
    expect(refusalFor(grace, 'ada', fourEyes)).toBeNull();
    expect(refusalFor(grace, 'grace', fourEyes)).toBe('four_eyes');
    expect(refusalFor(root, 'root', fourEyes)).toBe('four_eyes');
    expect(refusalFor(root, 'ada', fourEyes)).toBeNull();
    expect(refusalFor(ANYONE, null, fourEyes)).toBe('four_eyes');
  });
});

function aCaller(name: string, ...roles: string[]): Caller {
  return { name, roles: new Set(roles) };
}
