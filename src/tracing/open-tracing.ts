import type { ProcessEvents } from '../decisions/application/base/process-events.js';
import type { Tracing } from './tracing.js';

/** Whether traces are wanted, and where they go. */
export interface TracingOptions {
  /** `otlp` sends spans to the collector that the `OTEL_EXPORTER_OTLP_*` variables name. */
  readonly exporter: 'none' | 'otlp';
}

/** `null` when no traces are wanted: then the SDK is not even loaded. */
export async function openTracing(
  { exporter }: TracingOptions,
  instance: string,
  events: ProcessEvents,
): Promise<Tracing | null> {
  if (exporter === 'none') return null;
  const { collector } = await import('./open-telemetry/collector.js');
  const { startOpenTelemetry } = await import('./open-telemetry/open-telemetry.js');
  const onFailure = (error: Error) => events.trouble('tracing', error);
  return startOpenTelemetry({ processor: collector(onFailure), instance });
}
