import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';

/** Short, because what an instance has not sent when it is killed is lost. */
const SEND_EVERY_MS = 1_000;

/** Spans did not reach the collector and are lost; nothing else is. */
export class TracesNotSent extends Error {
  readonly code = 'traces_not_sent';

  constructor(options?: ErrorOptions) {
    super('The collector did not take the spans.', options);
    this.name = 'TracesNotSent';
  }
}

/**
 * Sends spans in the background as OTLP over HTTP (JSON) to the address in the `OTEL_EXPORTER_OTLP_*` variables. A full
 * queue drops spans: nobody ever waits for the collector.
 */
export function collector(onFailure: (error: TracesNotSent) => void): SpanProcessor {
  const exporter = reporting(new OTLPTraceExporter(), onFailure);
  return new BatchSpanProcessor({ exporter, scheduledDelayMillis: SEND_EVERY_MS });
}

/** The SDK's own report of a failure quotes the collector's address and answer, so it is replaced by ours. */
export function reporting(exporter: SpanExporter, onFailure: (error: TracesNotSent) => void): SpanExporter {
  const reported = ({ code, error }: ExportResult): ExportResult => {
    if (code === ExportResultCode.FAILED) onFailure(new TracesNotSent({ cause: error }));
    return { code: ExportResultCode.SUCCESS };
  };
  return {
    export: (spans: ReadableSpan[], done: (result: ExportResult) => void) =>
      exporter.export(spans, (result) => done(reported(result))),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
