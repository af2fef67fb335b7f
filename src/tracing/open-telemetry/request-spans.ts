import {
  type Attributes,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapPropagator,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_PATH,
  ATTR_URL_SCHEME,
} from '@opentelemetry/semantic-conventions';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownMethodOf, shownPathOf } from '../../http/request/request-path.js';
import type { Tracing } from '../tracing.js';

/**
 * Server spans by the semantic conventions for HTTP 1.23 and later. A malformed `traceparent` begins a new trace, as
 * W3C Trace Context demands.
 */
export function requestSpans(tracer: Tracer, propagator: TextMapPropagator): Tracing['beginRequest'] {
  return (request) => {
    const caller = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
    const options = { kind: SpanKind.SERVER, attributes: attributesOf(request) };
    const span = tracer.startSpan(nameOf(request), options, caller);
    const carrier: { traceparent?: string } = {};
    propagator.inject(trace.setSpan(caller, span), carrier, defaultTextMapSetter);
    return { traceparent: carrier.traceparent ?? null, end: (reply) => end(span, reply) };
  };
}

function end(span: Span, reply: FastifyReply): void {
  // A caller that went away before there was an answer got no status.
  if (reply.raw.headersSent) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, reply.statusCode);
  if (reply.statusCode >= 500) {
    span.setAttribute(ATTR_ERROR_TYPE, String(reply.statusCode));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** The path without the query, which may hold labels. */
function attributesOf(request: FastifyRequest): Attributes {
  const route = routeOf(request);
  return {
    [ATTR_HTTP_REQUEST_METHOD]: knownMethodOf(request, '_OTHER'),
    [ATTR_URL_SCHEME]: request.protocol,
    [ATTR_URL_PATH]: shownPathOf(request),
    ...(route === null ? {} : { [ATTR_HTTP_ROUTE]: route }),
  };
}

/** Never what callers invent: there must be few names of spans. */
function nameOf(request: FastifyRequest): string {
  const method = knownMethodOf(request, 'HTTP');
  const route = routeOf(request);
  return route === null ? method : `${method} ${route}`;
}

/** The template of the route, or `null` if there is none for the request. */
function routeOf({ is404, routeOptions }: FastifyRequest): string | null {
  return is404 ? null : (routeOptions.url ?? null);
}
