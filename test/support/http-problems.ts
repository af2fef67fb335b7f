import { expect } from '@jest/globals';
import { PROBLEMS, type ProblemCode } from '../../src/http/answer/problem.js';
import type { HttpReply } from './http-client.js';

/** Asserts that a reply is this failure, whole, as problem+json; answers its faults. */
export function expectProblem(reply: HttpReply, code: ProblemCode): { path: string; message: string }[] {
  expect({ code: reply.json.code, status: reply.status, detail: reply.json.detail }).toEqual({
    ...{ code, status: PROBLEMS[code].status },
    detail: expect.stringMatching(/./),
  });
  expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(reply.json).toMatchObject({
    type: `urn:problem-type:decisions:${code}`,
    title: PROBLEMS[code].title,
    status: PROBLEMS[code].status,
    instance: expect.stringMatching(/^\//),
  });
  return reply.json.errors ?? [];
}
