import { context, propagation, type TextMapPropagator, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { getNumberFromEnv, W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  ParentBasedSampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
} from '@opentelemetry/semantic-conventions';
import { SERVICE_INFO } from '../../http/docs/service-info.js';
import type { Tracing } from '../tracing.js';
import { requestSpans } from './request-spans.js';
import { stepSpans } from './step-spans.js';

/**
 * A part of the 5 s that closing may take: a collector that is away must not keep the store from being closed in order.
 */
const CLOSE_WITHIN_MS = 2_000;

/** What becomes of spans, and whose they are. */
export interface OpenTelemetryOptions {
  /** Where ended spans go. */
  readonly processor: SpanProcessor;
  /** The worker that the spans belong to. */
  readonly instance: string;
  /** Share of the traces begun here that are recorded, from 0 to 1; in a caller's trace the caller has decided. */
  readonly sampledShare?: number;
}

/**
 * Traces by OpenTelemetry. Its provider and its context also become those of the whole program, so that spans which
 * engines make with `@opentelemetry/api` belong to the step that makes them.
 */
export function startOpenTelemetry({
  processor,
  instance,
  sampledShare = getNumberFromEnv('OTEL_TRACES_SAMPLER_ARG') ?? 1,
}: OpenTelemetryOptions): Tracing {
  const provider = new TracerProvider({
    resource: resourceOf(instance),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampledShare) }),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer(SERVICE_INFO.name, SERVICE_INFO.version);
  const propagator = new W3CTraceContextPropagator();
  const withdraw = publish(provider, propagator);
  return {
    beginRequest: requestSpans(tracer, propagator),
    traceStep: stepSpans(tracer, propagator),
    close: async () => {
      withdraw();
      await settledWithin(CLOSE_WITHIN_MS, provider.shutdown());
    },
  };
}

/** The environment's description of the service (`OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`) takes precedence. */
function resourceOf(instance: string): Resource {
  const own = resourceFromAttributes({
    [ATTR_SERVICE_NAME]: SERVICE_INFO.name,
    [ATTR_SERVICE_VERSION]: SERVICE_INFO.version,
    [ATTR_SERVICE_INSTANCE_ID]: instance,
  });
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
}

/** For the whole program, unless that has been done before: of several instances in one program the first is meant. */
function publish(provider: TracerProvider, propagator: TextMapPropagator): () => void {
  const contexts = new AsyncLocalStorageContextManager();
  if (!context.setGlobalContextManager(contexts)) return () => undefined;
  trace.setGlobalTracerProvider(provider);
  propagation.setGlobalPropagator(propagator);
  return () => [context, trace, propagation].forEach((api) => api.disable());
}

/** Never rejects: neither a failure nor running out of time is reported. */
function settledWithin(limitMs: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, limitMs);
    void work
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(timer);
        resolve();
      });
  });
}
