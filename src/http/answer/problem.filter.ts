import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type HttpProblem, PROBLEM_MEDIA_TYPE, problemBody } from './problem.js';
import { problemOf } from './problem-of.js';
import { traceIdOf } from '../request/traceparent.js';

/** Answers every failed request as problem+json, and logs what was not foreseen. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const problem = problemOf(error);
    const request = http.getRequest<FastifyRequest>();
    if (problem.status === 500 && hasArrived(request)) {
      const ids = { request_id: request.id, ...traceIdOf(request.headers.traceparent) };
      this.logger.error({ err: error, ...ids }, 'request failed');
    }
    sendProblem(request, http.getResponse(), problem);
  }
}

/** A client that goes away in the middle of its body is an error to the parser, and none of this service. */
function hasArrived(request: FastifyRequest): boolean {
  return request.raw.complete;
}

/** Does nothing when the answer is already on its way: then only the connection can tell the caller. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: HttpProblem): void {
  if (reply.sent || reply.raw.headersSent) return;
  const headers = { 'cache-control': 'no-store', 'content-type': PROBLEM_MEDIA_TYPE, ...problem.headers };
  const body = JSON.stringify(problemBody(problem, pathOf(request)));
  void reply.status(problem.status).headers(headers).send(body);
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}
