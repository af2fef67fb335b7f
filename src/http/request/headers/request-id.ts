import type { IncomingMessage } from 'node:http';
import { v4 as uuidv4 } from 'uuid';

const SANE = /^[A-Za-z0-9._-]{1,128}$/;

/** The caller's name for the request, if it can stand in a log line unchanged; otherwise a new id. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE.test(given) ? given : uuidv4();
}
