import { get, type IncomingMessage } from 'node:http';
import type { ReplyJson } from './http-client.js';

export interface ServerEvent {
  readonly id: string;
  readonly data: ReplyJson;
}

/** An open stream of server-sent events. */
export class EventStream implements AsyncIterable<ServerEvent> {
  /** Comments so far; a server sends them so that the connection is seen to be alive. */
  readonly comments: string[] = [];

  private constructor(readonly reply: IncomingMessage) {}

  static open(port: number, path: string, headers: Record<string, string> = {}): Promise<EventStream> {
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers }, (reply) => resolve(new EventStream(reply))).on(
        'error',
        reject,
      );
    });
  }

  /** Ends with the stream. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ServerEvent> {
    let rest = '';
    this.reply.setEncoding('utf8');
    for await (const chunk of this.reply) {
      const blocks = (rest + String(chunk)).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) this.comments.push(block);
        const id = /^id: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (id !== undefined && data !== undefined) yield { id, data: JSON.parse(data) as ReplyJson };
      }
    }
  }

  async all(): Promise<ServerEvent[]> {
    const events: ServerEvent[] = [];
    for await (const event of this) events.push(event);
    return events;
  }

  /** As a client that goes away. */
  abandon(): void {
    this.reply.destroy();
  }
}
