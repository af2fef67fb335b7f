import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnsweringAdapter } from './answer/answering-adapter.js';
import { answerClientError } from './answer/client-errors.js';
import { HttpProblem } from './answer/problem.js';
import { sendProblem } from './answer/problem.filter.js';
import { requestId } from './request/request-id.js';

/** How long one connection may take, in milliseconds: slow clients must not hold sockets, proxies must not meet closed ones. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the 60 s after which common proxies give up an idle connection: of two ends, the proxy closes first.
  keepAliveTimeout: 72_000,
};
const CHECK_TIMEOUTS_EVERY_MS = 5_000;
/** Longer than any URL the parser lets through: what is wrong with an id is for the route to say. */
const MAX_PARAMETER_LENGTH = 65_536;

/** Fastify with the limits of a public service; what a request may contain is for `configureApp` to say. */
export function httpAdapter(): FastifyAdapter {
  return new AnsweringAdapter({
    ...TIMEOUTS,
    http: { ...TIMEOUTS, connectionsCheckingInterval: CHECK_TIMEOUTS_EVERY_MS },
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    trustProxy: false,
    multipart: false,
    genReqId: requestId,
    clientErrorHandler: answerClientError,
    frameworkErrors: answerUnroutable,
  });
}

/** Fastify answers a URL it cannot decode before any hook has run. */
function answerUnroutable(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-request-id', request.id);
  sendProblem(
    request,
    reply,
    new HttpProblem('malformed_url', 'The URL has an escape that cannot be decoded.'),
  );
}
