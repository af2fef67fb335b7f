import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface JsonService {
  readonly url: string;
  /** Path and idempotency key of each request, in order. */
  readonly asked: readonly { readonly path: string; readonly key: string | null }[];
  close(): Promise<void>;
}

/** A real HTTP service on a free port that answers status and body as a test says; `nth` counts its requests from 1. */
export async function jsonService(
  answer: (path: string, nth: number) => readonly [status: number, body?: unknown],
): Promise<JsonService> {
  const asked: { path: string; key: string | null }[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const path = request.url ?? '/';
    asked.push({ path, key: (request.headers['idempotency-key'] as string | undefined) ?? null });
    const [status, body] = answer(path, asked.length);
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}
