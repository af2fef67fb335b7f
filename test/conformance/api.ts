import { deepEqual } from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpCaller, type HttpClient, type HttpOptions, type HttpReply } from '../support/http-client.js';
import type { HttpContract } from '../support/http-contract.js';
import { parseReplies, parseReply } from './raw-reply.js';

export interface Instances {
  /** What changes something goes there. */
  readonly first: HttpClient;
  /** Everything else goes there; may be the same. */
  readonly second: HttpClient;
  /** What `Host` says where bytes are written by hand. */
  readonly host: string;
  /** What every path begins with, if anything does. */
  readonly prefix: string;
}

export interface CallOptions extends HttpOptions {
  /** Whether being told to come later is what is asked for. */
  readonly takesBusy?: boolean;
}

const BUSY_MS = 1_000;

/** One caller of the service. Every reply is held against the OpenAPI document. */
export class Api extends HttpCaller {
  constructor(
    readonly instances: Instances,
    readonly contract: HttpContract,
    private readonly key: string | null = null,
  ) {
    super();
  }

  async send(method: string, path: string, options: CallOptions = {}): Promise<HttpReply> {
    const { first, second } = this.instances;
    const { takesBusy = false, headers, ...rest } = options;
    const client = method === 'GET' || method === 'HEAD' ? second : first;
    const reply = await client.send(method, path, {
      ...rest,
      headers: { ...this.authorization, ...headers },
    });
    if (reply.status === 429 && !takesBusy) {
      await pause(BUSY_MS);
      return this.send(method, path, options);
    }
    if (method !== 'HEAD') this.expectDocumented(method, path, reply);
    return reply;
  }

  /** Writes a request by hand over a connection of its own; the head begins with what is said here. */
  async raw(start: string, { lines = [], body = '' }: RawRequest = {}): Promise<HttpReply> {
    const { host, prefix } = this.instances;
    const own = Object.entries(this.authorization).map(([name, value]) => `${name}: ${value}`);
    const head = [
      start.replace(' /', ` ${prefix}/`).replace('//HOST', `//${host}${prefix}`),
      ...lines.map((line) => line.replace('HOST', host)),
      ...own,
      'Connection: close',
    ];
    const text = `${head.join('\r\n')}\r\n\r\n${body}`;
    for (;;) {
      const reply = await this.rawText(text);
      if (reply.status !== 429) return reply;
      await pause(BUSY_MS);
    }
  }

  /** As many equal requests sent at once over one connection, and what came back, in order. */
  async pipelined(
    path: string,
    count: number,
    lines: (nth: number) => string[] = () => [],
  ): Promise<HttpReply[]> {
    const { host, prefix, first } = this.instances;
    const own = Object.entries(this.authorization).map(([name, value]) => `${name}: ${value}`);
    const requests = Array.from({ length: count }, (_, nth) => {
      const last = nth === count - 1 ? ['Connection: close'] : [];
      return [`GET ${prefix}${path} HTTP/1.1`, `Host: ${host}`, ...own, ...lines(nth), ...last].join('\r\n');
    });
    return parseReplies(await first.raw(requests.map((each) => `${each}\r\n\r\n`).join('')));
  }

  /** What comes back to bytes that are sent as they are, when the service has closed the connection. */
  async rawText(bytes: string): Promise<HttpReply> {
    return parseReply(await this.instances.first.raw(bytes));
  }

  /** Throws unless the reply is one that is documented for the operation of the path. */
  expectDocumented(method: string, path: string, reply: HttpReply): void {
    deepEqual(this.contract.faultsOf(method, path, reply), []);
  }

  get authorization(): Record<string, string> {
    return this.key === null ? {} : { authorization: `Bearer ${this.key}` };
  }
}

export interface RawRequest {
  /** Headers; `HOST` in them stands for the host of the service. */
  readonly lines?: readonly string[];
  readonly body?: string;
}
