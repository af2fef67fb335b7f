import { describe, expect, it } from '@jest/globals';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { reporting, TracesNotSent } from './collector.js';

describe('sending spans', () => {
  it('reports what the collector did not take, and the tracer hears of no failure', () => {
    const cause = new Error('connect ECONNREFUSED');
    const { failures, heard } = send({ code: ExportResultCode.FAILED, error: cause });

    expect(failures).toEqual([new TracesNotSent()]);
    expect(failures[0]).toMatchObject({ code: 'traces_not_sent', cause });
    expect(heard).toEqual([{ code: ExportResultCode.SUCCESS }]);
  });

  it('is silent when it succeeds', () => {
    const { failures, heard } = send({ code: ExportResultCode.SUCCESS });

    expect(failures).toEqual([]);
    expect(heard).toHaveLength(1);
  });
});

function send(result: ExportResult): { failures: Error[]; heard: ExportResult[] } {
  const failures: Error[] = [];
  const heard: ExportResult[] = [];
  const exporter: SpanExporter = {
    export: (_spans, done) => done(result),
    shutdown: () => Promise.resolve(),
  };
  reporting(exporter, (error) => failures.push(error)).export([], (each) => heard.push(each));
  return { failures, heard };
}
