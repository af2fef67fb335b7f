import type { IncomingMessage } from 'node:http';
import { HttpProblem } from '../answer/problem.js';

/** Far more than any client sends; each of them is checked. */
const MAX_HEADERS = 200;
/** RFC 9110 §4.1 asks for 8,000 at least. */
const MAX_TARGET_LENGTH = 8_192;
/** RFC 3986 §3.2.2 and §3.2.3: an address in brackets, or a name, and a port. */
const HOST = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(:\d{0,5})?$/;
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

/** What is wrong with the head of a request, whatever its route. */
export function headFault(request: IncomingMessage): HttpProblem | null {
  const { rawHeaders, httpVersion } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    return new HttpProblem('bad_request', 'Only HTTP/1.1 and HTTP/1.0 are spoken here.');
  }
  if ((request.url ?? '').length > MAX_TARGET_LENGTH) {
    return new HttpProblem('uri_too_long', `The URL must be at most ${MAX_TARGET_LENGTH} characters.`);
  }
  if (rawHeaders.length > 2 * MAX_HEADERS) {
    return new HttpProblem('headers_too_large', `There must be at most ${MAX_HEADERS} headers.`);
  }
  return hostFault(request) ?? expectationFault(request) ?? codingFault(request);
}

/** RFC 9112 §3.2: exactly one Host, unless the request is HTTP/1.0. */
function hostFault({ headers: { host }, httpVersion, rawHeaders }: IncomingMessage): HttpProblem | null {
  if (host === undefined) {
    return httpVersion === '1.0' ? null : new HttpProblem('bad_request', 'There must be a Host header.');
  }
  if (isTwice('host', rawHeaders)) return new HttpProblem('bad_request', 'There must be one Host header.');
  return HOST.test(host) ? null : new HttpProblem('bad_request', 'The Host header names no host.');
}

/** Of some headers Node keeps the first of two without reporting the second. */
export function isTwice(name: string, rawHeaders: readonly string[]): boolean {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const given = rawHeaders[at];
    if (given?.length === name.length && given.toLowerCase() === name) count++;
  }
  return count > 1;
}

/** RFC 9110 §10.1.1: the only expectation that exists. */
function expectationFault({ headers: { expect } }: IncomingMessage): HttpProblem | null {
  if (expect === undefined || expect.toLowerCase() === '100-continue') return null;
  return new HttpProblem('expectation_failed', 'The only expectation known here is 100-continue.');
}

/** RFC 9112 §6.1: a body in an unsupported coding would be misread. */
function codingFault({ headers }: IncomingMessage): HttpProblem | null {
  const coding = headers['transfer-encoding'];
  if (coding === undefined || coding.toLowerCase() === 'chunked') return null;
  return new HttpProblem('not_implemented', 'The only transfer coding known here is chunked.');
}

/** The host in a target that was sent as to a proxy: it counts instead of the Host header (RFC 9112 §3.2.2). */
export function hostOfTarget(target: string): string | null {
  return target.startsWith('/') ? null : (ABSOLUTE.exec(target)?.[1] ?? null);
}

/** The target as routes know it: clients may also send it as to a proxy (RFC 9112 §3.2.2). */
export function pathOfTarget(target: string): string {
  if (target.startsWith('/')) return target;
  const absolute = ABSOLUTE.exec(target);
  if (!absolute) return target;
  const path = target.slice(absolute[0].length);
  return path.startsWith('/') ? path : `/${path}`;
}
