import type { HttpReply, ReplyJson } from '../support/http-client.js';

/** All replies in what came over a connection. */
export function parseReplies(received: string): HttpReply[] {
  return received.split(/(?=HTTP\/1\.1 \d{3} )/).map(parseReply);
}

/** The first reply in what came over a connection; interim ones (`100 Continue`) are passed over. */
export function parseReply(received: string): HttpReply {
  const text = Buffer.from(received, 'latin1')
    .toString('utf8')
    .replace(/^HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n/, '');
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const length = Number(headers['content-length'] ?? 0);
  const body = Buffer.from(text.slice(end + 4), 'utf8')
    .subarray(0, length)
    .toString('utf8');
  return {
    status,
    headers,
    text: body,
    get json() {
      return JSON.parse(body) as ReplyJson;
    },
  };
}
