import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isRoutine } from '../http/routine-paths.js';
import { type RequestSpan, TRACING, type Tracing } from './tracing.js';

/** One span for each request, except for those that machines repeat every few seconds. */
@Injectable()
export class RequestTracing {
  constructor(@Inject(TRACING) private readonly tracing: Tracing | null) {}

  /** Register before any hook that may refuse a request. */
  observe(fastify: FastifyInstance): void {
    const { tracing } = this;
    if (!tracing) return;
    const spans = new WeakMap<FastifyRequest, RequestSpan>();
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (!isRoutine(request.url)) spans.set(request, begin(tracing, request));
      done();
    });
    fastify.addHook('onResponse', (request, reply, done) => {
      spans.get(request)?.end(reply);
      done();
    });
  }
}

/**
 * From here on the request looks as if it came from its own span, as behind a proxy that traces: the process it starts,
 * and its lines in the log, belong to that trace. The span is not made the active one, because what a request starts
 * here continues in the background long after it.
 */
function begin(tracing: Tracing, request: FastifyRequest): RequestSpan {
  const span = tracing.beginRequest(request);
  if (span.traceparent !== null) request.raw.headers.traceparent = span.traceparent;
  return span;
}
