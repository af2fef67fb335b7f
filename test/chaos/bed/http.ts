import { request as send, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** One request on a connection of its own. Rejects with the socket's error, or `ETIMEDOUT`. */
export function request(
  url: string,
  { method = 'GET', headers = {}, body, timeoutMs = 5_000 }: Call = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const outgoing = send(url, { method, agent: false, headers: { ...content, ...headers } }, (response) => {
      text(response).then(
        (answer) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: answer }),
        reject,
      );
    });
    const late = Object.assign(new Error('The server did not answer in time.'), { code: 'ETIMEDOUT' });
    outgoing.setTimeout(timeoutMs, () => outgoing.destroy(late));
    outgoing.on('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The code of a socket's error. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
