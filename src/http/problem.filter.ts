import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type HttpProblem, PROBLEM_MEDIA_TYPE, problemBody } from './problem.js';
import { problemOf } from './problem-of.js';

/** Answers every failed request as problem+json, and logs what was not foreseen. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const problem = problemOf(error);
    if (problem.status === 500) this.logger.error(error instanceof Error ? error.stack : String(error));
    sendProblem(http.getRequest(), http.getResponse(), problem);
  }
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
