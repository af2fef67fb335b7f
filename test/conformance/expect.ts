import { equal, match, ok } from 'node:assert/strict';
import type { HttpReply } from '../support/http-client.js';

/** Throws unless the reply is this status. */
export function expectStatus(reply: HttpReply, status: number): void {
  equal(reply.status, status, `answered ${reply.status}: ${reply.text.slice(0, 300)}`);
}

/** Throws unless the reply is this problem, with every member one has. */
export function expectProblem(reply: HttpReply, status: number, code: string): void {
  expectStatus(reply, status);
  match(String(reply.headers['content-type']), /^application\/problem\+json/);
  const { type, title, detail, instance } = reply.json;
  equal(reply.json.code, code);
  equal(reply.json.status, status);
  equal(type, `urn:problem-type:decisions:${code}`);
  for (const text of [title, detail, instance]) ok(typeof text === 'string' && text !== '');
}

export function header(reply: HttpReply, name: string): string {
  const value = reply.headers[name];
  ok(typeof value === 'string', `there is no ${name}`);
  return value;
}
