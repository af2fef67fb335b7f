import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AnswersInFlight, Body } from './answers-in-flight.js';
import { HttpProblem, PROBLEM_MEDIA_TYPE, problemBody } from './problem.js';
import { pathOf } from '../request/request-path.js';
import { requesterOf } from '../request/headers/requester.js';

/** Smaller answers are limited by the number of connections. */
const LARGE_BYTES = 8_192;
/**
 * A client that takes longer than allowed for this many bytes is cut off: with a smaller number, progress shows sooner.
 */
const SLICE_BYTES = 65_536;
const RETRY_AFTER_S = '2';
/** The size of an answer that is not sent. */
const NOT_OF_A_PROBLEM = ['etag', 'location', 'preference-applied', 'idempotent-replayed'];

/**
 * Large answers are sent in slices, as fast as they are read, and only as long as there is room for them. Once the
 * server is leaving, no client should send another request on a connection that is about to close.
 */
export function addAnswerHooks(
  fastify: FastifyInstance,
  inFlight: AnswersInFlight,
  isLeaving: () => boolean,
): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (isLeaving()) void reply.header('connection', 'close');
    const isLarge = (typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length > LARGE_BYTES;
    done(null, isLarge ? admitted(request, reply, payload) : payload);
  });

  function admitted(request: FastifyRequest, reply: FastifyReply, payload: string | Buffer): unknown {
    const body = bodyOf(payload);
    const requester = requesterOf(request);
    const lack = inFlight.take(body, requester);
    if (lack) return refused(request, reply, lack);
    reply.raw.once('close', () => inFlight.release(body, requester));
    if (body.length <= SLICE_BYTES) return payload;
    void reply.header('content-length', body.length);
    return Readable.from(slicesOf(asBuffer(payload)), { objectMode: false });
  }
}

/**
 * Text is counted, and sent as it is: to make a buffer of it for each answer, and to collect that, takes a seventh of
 * the CPU time of a status of 12 KB.
 */
function bodyOf(payload: string | Buffer): Body {
  return typeof payload === 'string' ? { length: Buffer.byteLength(payload) } : payload;
}

/** A body in parts, which share its memory. */
export function* slicesOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += SLICE_BYTES) yield body.subarray(at, at + SLICE_BYTES);
}

/** If it is an answer that is being sent to others, that same one. */
function asBuffer(payload: string | Buffer): Buffer {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}

const LACKS = {
  all: ['overloaded', 'More is being answered than there is room for; try again.'],
  share: ['too_many_bytes', 'Too much that you asked for is still being answered; try again.'],
} as const;

function refused(request: FastifyRequest, reply: FastifyReply, lack: keyof typeof LACKS): string {
  const [code, detail] = LACKS[lack];
  const problem = new HttpProblem(code, detail);
  for (const name of NOT_OF_A_PROBLEM) void reply.removeHeader(name);
  void reply
    .status(problem.status)
    .headers({ 'content-type': PROBLEM_MEDIA_TYPE, 'retry-after': RETRY_AFTER_S });
  return JSON.stringify(problemBody(problem, pathOf(request)));
}
