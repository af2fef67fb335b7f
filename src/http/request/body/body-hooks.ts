import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bodyTooLarge, HttpProblem } from '../../answer/problem.js';
import { BodyBudget } from './body-budget.js';

/** How many bytes of bodies may be held. */
export interface BodyLimits {
  readonly bodyLimitBytes: number;
  /** Over all requests. */
  readonly inFlightBytes: number;
  /** Of these, for one caller. */
  readonly callerShareBytes: number;
}

/**
 * Checks before reading any of a body that it is uncompressed JSON in UTF-8, and that there is room for it. To be added
 * after all other checks, as what passes this one may send its body.
 */
export function addBodyHooks(fastify: FastifyInstance, limits: BodyLimits): void {
  const bodies = new BodyCheck(limits);
  fastify.addHook('onRequest', (request, reply, done) => {
    const fault = request.is404 ? null : bodies.fault(request, reply);
    if (fault === null && awaitsContinue(request)) permitBody(reply);
    done(fault ?? undefined);
  });
}

function permitBody(reply: FastifyReply): void {
  reply.raw.writeContinue();
  void reply.removeHeader('connection');
}

/**
 * Whether the client waits for permission to send the body (RFC 9110 §10.1.1), which it gets when everything known
 * about the request is acceptable. Without permission, it may or may not take a refusal for the end of the request, so
 * until then the connection is to end after the answer.
 */
export function awaitsContinue({ headers, raw }: FastifyRequest): boolean {
  return headers.expect !== undefined && raw.httpVersion === '1.1';
}

/** What is wrong with a body, as far as its headers show. */
class BodyCheck {
  private readonly limit: number;
  private readonly budget: BodyBudget;

  constructor({ bodyLimitBytes, inFlightBytes, callerShareBytes }: BodyLimits) {
    this.limit = bodyLimitBytes;
    this.budget = new BodyBudget(inFlightBytes, callerShareBytes);
  }

  fault(request: FastifyRequest, reply: FastifyReply): HttpProblem | null {
    const { method, headers } = request;
    if (method === 'GET' || method === 'HEAD') return null;
    if (!hasBody(headers)) return headers['content-type'] === undefined ? null : typeFault(request);
    // A body sent in chunks may have any size.
    const bytes = Number(headers['content-length'] ?? this.limit);
    return typeFault(request) ?? this.sizeFault(bytes) ?? this.budget.reserve(request, reply, bytes);
  }

  private sizeFault(bytes: number): HttpProblem | null {
    return bytes <= this.limit ? null : bodyTooLarge(this.limit);
  }
}

function typeFault({ headers }: FastifyRequest): HttpProblem | null {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return new HttpProblem('unsupported_media_type', 'The body must not be compressed.');
  }
  return isJson(headers['content-type'] ?? '')
    ? null
    : new HttpProblem('unsupported_media_type', 'The body must be application/json in UTF-8.');
}

function hasBody(headers: FastifyRequest['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isJson(contentType: string): boolean {
  const [mediaType = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charsets = parameters.filter((parameter) => parameter.startsWith('charset='));
  return mediaType === 'application/json' && charsets.every((charset) => /^charset="?utf-8"?$/.test(charset));
}
