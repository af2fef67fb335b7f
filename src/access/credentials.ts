import type { IncomingMessage } from 'node:http';
import type { Caller } from '../decisions/domain/caller.js';
import { HttpProblem } from '../http/answer/problem.js';
import { isTwice } from '../http/connection/request-head.js';
import type { Access } from './access.js';
import { KeysUnavailable } from './tokens.js';

/** `Bearer` and one word without blanks (RFC 6750 §2.1). */
const BEARER = /^bearer +([\x21-\x7e]+) *$/i;
const RETRY_AFTER_S = '5';

/**
 * Who is asking, according to the `Authorization` line of the request. A promise only where the answer takes time.
 *
 * @throws HttpProblem `unauthorized`; `unavailable` while it cannot be found out whether a token is valid
 */
export function identify(
  { headers: { authorization: line }, rawHeaders }: IncomingMessage,
  access: Access,
): Caller | Promise<Caller> {
  if (line === undefined) throw unauthorized('This takes an API key or a token: Authorization: Bearer …');
  const [, secret] = BEARER.exec(line) ?? [];
  if (secret === undefined || isTwice('authorization', rawHeaders))
    throw unauthorized('Authorization must be "Bearer" and one API key or token.', 'invalid_request');
  const caller = access.callerOf(secret);
  return caller instanceof Promise ? caller.then(valid, unavailable) : valid(caller);
}

function valid(caller: Caller | null): Caller {
  if (caller === null) throw unauthorized('The API key or token is not valid here.', 'invalid_token');
  return caller;
}

function unavailable(error: unknown): never {
  if (!(error instanceof KeysUnavailable)) throw error;
  throw new HttpProblem('unavailable', 'Whether the token is valid cannot be found out at the moment.', {
    headers: { 'retry-after': RETRY_AFTER_S },
  });
}

/** RFC 6750 §3: how to identify oneself, and what was wrong with the attempt. */
function unauthorized(detail: string, error?: 'invalid_request' | 'invalid_token'): HttpProblem {
  const attempt = error === undefined ? '' : `, error="${error}"`;
  return new HttpProblem('unauthorized', detail, {
    headers: { 'www-authenticate': `Bearer realm="decisions"${attempt}` },
  });
}
