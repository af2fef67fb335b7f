import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { fastify } from 'fastify';
import { CALLER, type KeptSpans, keptSpans } from '../../test/support/kept-spans.js';
import { RequestTracing } from './request-tracing.js';
import type { Tracing } from './tracing.js';

describe('the span of a request', () => {
  let kept: KeptSpans;
  let server: Server;

  beforeEach(async () => {
    kept = keptSpans();
    server = await serverWith(kept.tracing);
  });

  afterEach(async () => {
    await server.close();
    await kept.tracing.close();
  });

  it('continues the trace of the caller, and the request goes on as a part of it', async () => {
    const { traceparent } = CALLER;
    const seen = await server.ask('/things/7', traceparent);

    const [span] = kept.spans();
    expect(span?.parentSpanContext?.spanId).toBe(CALLER.spanId);
    expect(seen).toBe(`00-${CALLER.traceId}-${span?.spanContext().spanId ?? ''}-01`);
  });

  it('says by the semantic conventions what was asked and answered, and nothing of the query', async () => {
    await server.ask('/things/7?label.canary=5d1c');

    const [span] = kept.spans();
    expect(span).toMatchObject({ name: 'GET /things/:id', kind: SpanKind.SERVER });
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'http.route': '/things/:id',
      'url.path': '/things/7',
      'url.scheme': 'http',
    });
  });

  it.each([
    ['has too few digits', '00-0af7651916cd43dd8448eb211c8031-b7ad6b7169203331-01'],
    ['has an id of zeros', '00-00000000000000000000000000000000-b7ad6b7169203331-01'],
    ['is of the version that cannot be', 'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
    ['is no context at all', 'canary'],
  ])('begins a new trace where the context of the caller %s', async (_fault, traceparent) => {
    const seen = await server.ask('/things/7', traceparent);

    const [span] = kept.spans();
    expect(span?.parentSpanContext).toBeUndefined();
    expect(seen).toBe(`00-${span?.spanContext().traceId ?? ''}-${span?.spanContext().spanId ?? ''}-01`);
  });

  it('is passed on unrecorded where the caller does not record the trace', async () => {
    const seen = await server.ask('/things/7', CALLER.unsampled);

    expect(seen).toMatch(new RegExp(`^00-${CALLER.traceId}-[0-9a-f]{16}-00$`));
    expect(kept.spans()).toEqual([]);
  });

  it('exists also for requests that no route takes, under a name that callers cannot choose', async () => {
    await server.ask('/canary');

    expect(kept.spans()[0]).toMatchObject({ name: 'GET', status: { code: SpanStatusCode.UNSET } });
    expect(kept.spans()[0]?.attributes).toMatchObject({ 'http.response.status_code': 404 });
    expect(kept.spans()[0]?.attributes).not.toHaveProperty('http.route');
  });

  it('is an error where the service is at fault, by its status alone', async () => {
    await server.ask('/broken');

    expect(kept.spans()[0]?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(kept.spans()[0]?.attributes).toMatchObject({ 'error.type': '500' });
    expect(kept.spans()[0]?.events).toEqual([]);
  });

  it.each(['/health/ready', '/metrics'])('does not exist for %s', async (url) => {
    await server.ask(url);

    expect(kept.spans()).toEqual([]);
  });
});

describe('requests without traces', () => {
  it('keep the context of their caller as it came', async () => {
    const server = await serverWith(null);
    const seen = await server.ask('/things/7', CALLER.traceparent);
    await server.close();

    expect(seen).toBe(CALLER.traceparent);
  });
});

describe('a share of the traces', () => {
  it('is recorded of those that begin here', async () => {
    const kept = keptSpans(0);
    const server = await serverWith(kept.tracing);
    await server.ask('/things/7');
    await server.ask('/things/7', CALLER.traceparent);
    await server.close();

    expect(kept.spans().map((span) => span.spanContext().traceId)).toEqual([CALLER.traceId]);
    await kept.tracing.close();
  });
});

interface Server {
  /** The trace context that the request has where it is answered. */
  ask(path: string, traceparent?: string): Promise<string>;
  close(): Promise<void>;
}

async function serverWith(tracing: Tracing | null): Promise<Server> {
  const server = fastify({ forceCloseConnections: true });
  new RequestTracing(tracing).observe(server);
  for (const url of ['/things/:id', '/health/ready', '/metrics'])
    server.get(url, ({ headers }) => headers.traceparent ?? 'none');
  server.get('/broken', () => {
    throw new Error('canary');
  });
  // Ended spans are looked for once the answer is here; the hook that ends them may come a moment later.
  const over = new Set<Promise<void>>();
  server.addHook('onRequest', (_request, reply, done) => {
    over.add(new Promise((resolve) => reply.raw.once('close', resolve)));
    done();
  });
  const base = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    ask: async (path, traceparent) => {
      const answer = await fetch(base + path, { headers: traceparent === undefined ? {} : { traceparent } });
      const text = await answer.text();
      await Promise.all(over);
      return text;
    },
    close: () => server.close(),
  };
}
