import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

/** A span as it was sent, with what is known of where it comes from. */
export interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** Receives traces as an OpenTelemetry collector does: OTLP over HTTP, as JSON. */
export class TraceCollector {
  readonly spans: SentSpan[] = [];
  /** Everything received, as it was sent. */
  text = '';
  private readonly arrivals = new EventEmitter();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<TraceCollector> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The collector has no port.');
    const collector = new TraceCollector(server, `http://127.0.0.1:${address.port}`);
    server.on('request', (request, response) => {
      void collector
        .take(request)
        .then(() => response.setHeader('content-type', 'application/json').end('{}'));
    });
    return collector;
  }

  /** Resolves to the first span that is meant, once it is here. */
  async span(isMeant: (span: SentSpan) => boolean): Promise<SentSpan> {
    for (;;) {
      const found = this.spans.find(isMeant);
      if (found) return found;
      await once(this.arrivals, 'spans');
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage): Promise<void> {
    const body = await json(request);
    this.text += JSON.stringify(body);
    if (request.url === '/v1/traces') this.spans.push(...spansOf(body));
    this.arrivals.emit('spans');
  }
}

/** `{resourceSpans: [{resource, scopeSpans: [{spans}]}]}`. */
function spansOf(body: unknown): SentSpan[] {
  return list(body, 'resourceSpans').flatMap((group) => {
    const resource = attributesOf(member(group, 'resource'));
    return list(group, 'scopeSpans').flatMap((scope) =>
      list(scope, 'spans').map((span) => ({
        name: text(span, 'name'),
        ...idsOf(span),
        ...('parentSpanId' in Object(span) ? { parentSpanId: text(span, 'parentSpanId') } : {}),
        links: list(span, 'links').map(idsOf),
        attributes: attributesOf(span),
        resource,
      })),
    );
  });
}

function idsOf(value: unknown): { traceId: string; spanId: string } {
  return { traceId: text(value, 'traceId'), spanId: text(value, 'spanId') };
}

/** `[{key, value: {stringValue | intValue | …}}]` as an object. */
function attributesOf(value: unknown): Record<string, unknown> {
  const entries = list(value, 'attributes').map((each) => {
    const [content] = Object.values(Object(member(each, 'value')) as Record<string, unknown>);
    return [text(each, 'key'), content] as const;
  });
  return Object.fromEntries(entries);
}

function list(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

function text(value: unknown, name: string): string {
  return String(member(value, name));
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
