import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { v4 as uuidv4 } from 'uuid';
import type { Connections } from './connections.js';
import { HttpProblem, PROBLEM_MEDIA_TYPE, problemBody } from '../answer/problem.js';

interface ClientError extends Error {
  readonly code?: string;
  /** The bytes that were being read. */
  readonly rawPacket?: unknown;
}

type ClientErrorHandler = (error: ClientError, socket: Socket) => void;

/**
 * Answers what never became a request: HTTP that cannot be parsed, headers that are too large or too slow. Earlier
 * requests on the same connection are answered first.
 */
export function clientErrorHandler(connections: Connections): ClientErrorHandler {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    connections.afterAnswers(socket, () => refuse(socket, problemOfSocket(error)));
  };
}

/** How long a client may take to read the refusal and to end the connection from its side (RFC 9112 §9.6). */
const LINGER_MS = 2_000;

/** Answers without a request, and ends the connection. */
export function refuse(socket: Duplex, problem: HttpProblem): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(response(problem));
  const linger = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(linger));
}

function problemOfSocket({ code, rawPacket }: ClientError): HttpProblem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new HttpProblem('request_timeout', 'The request did not arrive in time.');
  if (code === 'HPE_HEADER_OVERFLOW') return tooLarge(rawPacket);
  if (code === 'HPE_INVALID_METHOD' && Buffer.isBuffer(rawPacket) && hasRequestLine(rawPacket))
    return new HttpProblem('not_implemented', 'The method is not known here.');
  return new HttpProblem('bad_request', 'What was sent is not an HTTP/1.1 request.');
}

/**
 * The parser counts the target as a header. If the packet begins with it, the method shows which of them is too large.
 */
function tooLarge(packet: unknown): HttpProblem {
  const isTarget = Buffer.isBuffer(packet) && LONG_TARGET.test(packet.toString('latin1'));
  return isTarget
    ? new HttpProblem('uri_too_long', 'The URL is longer than this server reads.')
    : new HttpProblem('headers_too_large', 'The headers are larger than this server reads.');
}

const LONG_TARGET = /^[A-Z]{1,64} \S{8192}/;

/** RFC 9112 §3: a method is a word, so an unknown method can be told from what is not HTTP. */
const REQUEST_LINE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} \S{1,8192} HTTP\/1\.[01]\r?$/m;

function hasRequestLine(packet: Buffer): boolean {
  return REQUEST_LINE.test(packet.toString('latin1'));
}

function response(problem: HttpProblem): string {
  const body = JSON.stringify(problemBody(problem, '/'));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${uuidv4()}`,
    `Date: ${new Date().toUTCString()}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
