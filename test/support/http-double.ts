import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** One request that waits for a test to answer it. */
export interface Visit {
  readonly request: IncomingMessage;
  /** Answers with JSON, or with a page for people if there is no body. */
  readonly reply: (status: number, body?: unknown, headers?: Record<string, string>) => void;
  /** Answers with these events, and then the connection breaks. */
  readonly stream: (events: string) => void;
}

/** A server that does what a test says, request by request. */
export class HttpDouble {
  private readonly waiting: Visit[] = [];
  private readonly arrived: ((visit: Visit) => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => this.enter(visitOf(request, response)));
  }

  static async start(): Promise<HttpDouble> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new HttpDouble(server);
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** The next request nobody has taken yet. */
  next(): Promise<Visit> {
    const visit = this.waiting.shift();
    return visit ? Promise.resolve(visit) : new Promise((resolve) => this.arrived.push(resolve));
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private enter(visit: Visit): void {
    const resolve = this.arrived.shift();
    if (resolve) resolve(visit);
    else this.waiting.push(visit);
  }
}

function visitOf(request: IncomingMessage, response: ServerResponse): Visit {
  return {
    request,
    reply: (status, body, headers = {}) => {
      const type = body === undefined ? 'text/html' : 'application/json';
      response.writeHead(status, { 'content-type': type, ...headers });
      response.end(body === undefined ? '<p>Welcome</p>' : JSON.stringify(body));
    },
    stream: (events) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(events, () => response.destroy());
    },
  };
}
