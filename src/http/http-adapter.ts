import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnsweringAdapter } from './answer/answering-adapter.js';
import { HttpProblem } from './answer/problem.js';
import { sendProblem } from './answer/problem.filter.js';
import { clientErrorHandler } from './connection/client-errors.js';
import type { RequestHandler } from './connection/connection.js';
import { Connections } from './connection/connections.js';
import { createHttpServer } from './connection/http-server.js';
import { pathOfTarget } from './connection/request-head.js';
import { requestId } from './request/headers/request-id.js';

/** Longer than any URL the parser accepts, so that the route can say what is wrong with an id. */
const MAX_PARAMETER_LENGTH = 65_536;

/** Fastify with the limits of a public service; `configureApp` decides what a request may contain. */
export class HttpAdapter extends AnsweringAdapter {
  constructor(readonly connections = new Connections()) {
    super({
      serverFactory: (handle: RequestHandler) => createHttpServer(connections, handle),
      routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
      rewriteUrl: ({ url = '/' }) => pathOfTarget(url),
      trustProxy: false,
      multipart: false,
      // Until the server is closed, everything that arrives is answered as usual.
      return503OnClosing: false,
      genReqId: requestId,
      clientErrorHandler: clientErrorHandler(connections),
      frameworkErrors: answerUnroutable,
    });
  }
}

/** A server that listens nowhere yet. */
export function httpAdapter(): HttpAdapter {
  return new HttpAdapter();
}

/** Fastify answers a URL that it cannot decode before any hook has run. */
function answerUnroutable(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-request-id', request.id);
  sendProblem(
    request,
    reply,
    new HttpProblem('malformed_url', 'The URL has an escape that cannot be decoded.'),
  );
}
