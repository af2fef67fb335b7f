import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; asking for it where there is none is a mistake of the test. */
  readonly json: ReplyJson;
}

/** What tests read of bodies, whichever route they come from. */
export interface ReplyJson {
  readonly [field: string]: unknown;
  readonly process_id: string;
  readonly status: string;
  readonly code: string;
  readonly detail: string;
  readonly errors?: { path: string; message: string }[];
  readonly links: Readonly<Record<'status' | 'events' | 'cancel', string>>;
  readonly steps: readonly object[];
  readonly result: { readonly ranking: readonly { readonly alternative: string }[] };
  readonly error: Readonly<Record<string, object>>;
  readonly details: Readonly<Record<string, object>>;
  readonly progress: { readonly completed_steps: number };
  readonly labels: Readonly<Record<string, string>>;
  readonly revision: number;
  readonly created_at: string;
  readonly processes: ReplyJson[];
  readonly records: ReplyJson[];
  readonly next_cursor: string | null;
  readonly stats: object;
  readonly total: number;
  readonly removed_count: number;
}

export interface HttpOptions {
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A string or bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** The usual methods, for everything that sends requests. */
export abstract class HttpCaller {
  abstract send(method: string, path: string, options?: HttpOptions): Promise<HttpReply>;

  get(path: string, headers: HttpOptions['headers'] = {}): Promise<HttpReply> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body?: unknown, headers: HttpOptions['headers'] = {}): Promise<HttpReply> {
    return this.send('POST', path, { body, headers });
  }

  delete(path: string, headers: HttpOptions['headers'] = {}): Promise<HttpReply> {
    return this.send('DELETE', path, { headers });
  }
}

/** Requests to one server, over real sockets, as they are written: nothing is normalized, retried or followed. */
export class HttpClient extends HttpCaller {
  private readonly base: URL;

  /** @param at a port of this machine, or the root of a service anywhere, which may have a path */
  constructor(at: number | URL) {
    super();
    this.base = typeof at === 'number' ? new URL(`http://127.0.0.1:${at}`) : at;
  }

  send(method: string, path: string, { headers = {}, body, signal }: HttpOptions = {}): Promise<HttpReply> {
    const bytes = bytesOf(body);
    const all = {
      ...(bytes && { 'content-type': 'application/json', 'content-length': bytes.length }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const { hostname: host, port, protocol, pathname } = this.base;
      const at = { host: host.replace(/^\[|\]$/g, ''), path: pathname.replace(/\/$/, '') + path };
      const options = {
        ...at,
        ...(port !== '' && { port }),
        method,
        headers: all as Record<string, string>,
        signal,
      };
      const request = protocol === 'https:' ? httpsRequest : httpRequest;
      const sent = request(options, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            text,
            get json() {
              return JSON.parse(text) as ReplyJson;
            },
          });
        });
      });
      sent.on('error', reject);
      sent.end(bytes);
    });
  }

  /** Writes bytes to a connection of its own and answers all that comes back until the server closes it. */
  raw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = this.connect(() => socket.write(bytes));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
    });
  }

  /** A connection of its own. */
  connect(connected: () => void): Socket {
    const { hostname, port, protocol } = this.base;
    const host = hostname.replace(/^\[|\]$/g, '');
    if (protocol === 'https:')
      return connectTls({ host, port: Number(port || 443), servername: host }, connected);
    return connect({ host, port: Number(port || 80) }, connected);
  }
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
