import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StepTracer } from '../decisions/application/running/step-tracing.js';

/** The token under which tracing is injected. */
export const TRACING = Symbol('TRACING');

/** Tracing of requests and steps. */
export interface Tracing {
  /** Begins the span of a request, as part of the trace its caller names. */
  readonly beginRequest: (request: FastifyRequest) => RequestSpan;
  readonly traceStep: StepTracer;
  /** Sends what has not been sent yet, within a deadline of its own. */
  close(): Promise<void>;
}

/** The span of one request. */
export interface RequestSpan {
  /** W3C trace context of the span, for everything the request starts. */
  readonly traceparent: string | null;
  end(reply: FastifyReply): void;
}
