import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { startOpenTelemetry } from '../../src/tracing/open-telemetry/open-telemetry.js';
import type { Tracing } from '../../src/tracing/tracing.js';

/** A caller's trace context, and what its span is called in links and parents. */
export const CALLER = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  unsampled: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
} as const;

export interface KeptSpans {
  readonly tracing: Tracing;
  /** Those that have ended, in the order in which they did. */
  spans(): ReadableSpan[];
}

/** The real tracing, with spans kept here instead of being sent. */
export function keptSpans(sampledShare = 1): KeptSpans {
  const exporter = new InMemorySpanExporter();
  const processor = new SimpleSpanProcessor({ exporter });
  const tracing = startOpenTelemetry({ processor, sampledShare, instance: 'worker-1' });
  return { tracing, spans: () => exporter.getFinishedSpans() };
}
