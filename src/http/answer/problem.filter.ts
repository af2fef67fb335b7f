import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ofHttpException } from './http-exceptions.js';
import { HttpProblem, PROBLEM_MEDIA_TYPE, problemBody } from './problem.js';
import { pathOf } from '../request/request-path.js';
import { traceIdOf } from '../request/headers/traceparent.js';

/** Answers every failed request as problem+json, and logs unexpected errors. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('HTTP');

  /** @param translate what a caller is told about an error of the layers below; `null` for an unexpected one */
  constructor(
    private readonly bodyLimitBytes: number,
    private readonly translate: (error: unknown) => HttpProblem | null,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const problem = this.answerTo(error);
    const request = http.getRequest<FastifyRequest>();
    if (problem.status === 500 && hasArrived(request)) {
      const ids = { request_id: request.id, ...traceIdOf(request.headers.traceparent) };
      this.logger.error({ err: error, ...ids }, 'request failed');
    }
    sendProblem(request, http.getResponse(), problem);
  }

  private answerTo(error: unknown): HttpProblem {
    return this.known(error) ?? new HttpProblem('internal_error', 'The request could not be completed.');
  }

  private known(error: unknown): HttpProblem | null {
    try {
      if (error instanceof HttpProblem) return error;
      if (error instanceof HttpException) return ofHttpException(error, this.bodyLimitBytes);
      return this.translate(error);
    } catch {
      // Asking a proxy for its class may throw.
      return null;
    }
  }
}

/** A client that goes away in the middle of its body is an error for the parser, but not of this service. */
function hasArrived(request: FastifyRequest): boolean {
  return request.raw.complete;
}

/** Does nothing when the answer is already being sent: then only closing the connection can tell the caller. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: HttpProblem): void {
  if (reply.sent || reply.raw.headersSent) return;
  const headers = { 'cache-control': 'no-store', 'content-type': PROBLEM_MEDIA_TYPE, ...problem.headers };
  const body = JSON.stringify(problemBody(problem, pathOf(request)));
  void reply.status(problem.status).headers(headers).send(body);
}
