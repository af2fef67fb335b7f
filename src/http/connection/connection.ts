import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What answers requests, as Node calls it. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * One connection and its requests. Clients may send requests without waiting for answers (RFC 9112 §9.3.2); here each
 * begins when the answer before it has been sent, so that a client that does not read costs only one answer.
 */
export class Connection {
  private current: Exchange | null = null;
  private readonly waiting: Exchange[] = [];
  private closing: (() => void) | null = null;
  private sent = 0;
  private stalledMs = 0;

  constructor(
    private readonly socket: Socket,
    private readonly handle: RequestHandler,
    /** Told of each change in how many requests wait here for the answer before them. */
    private readonly onWaiting: (change: number) => void,
  ) {
    socket.once('close', () => {
      onWaiting(-this.waiting.length);
      this.waiting.length = 0;
    });
  }

  /** Whether a complete request is here whose answer has not been sent. */
  get isAnswering(): boolean {
    return this.current?.request.complete === true;
  }

  receive(request: IncomingMessage, response: ServerResponse): void {
    if (this.closing) return;
    if (this.current === null) {
      this.begin({ request, response });
      return;
    }
    this.socket.pause();
    this.waiting.push({ request, response });
    this.onWaiting(1);
  }

  /**
   * Calls back once all pending answers have been sent; what arrives later is not answered. An incomplete request gets
   * no answer, because the rest of it will not come.
   */
  close(close: () => void): void {
    this.closing = close;
    if (this.current === null || isBroken(this.current)) close();
  }

  /** To be called every `elapsedMs`: how long the client has taken nothing of what is ready for it. */
  stalledFor(elapsedMs: number): number {
    const { bytesWritten, writableLength } = this.socket;
    const sent = bytesWritten - writableLength;
    this.stalledMs = writableLength > 0 && sent === this.sent ? this.stalledMs + elapsedMs : 0;
    this.sent = sent;
    return this.stalledMs;
  }

  private begin(exchange: Exchange): void {
    this.current = exchange;
    exchange.response.once('close', () => this.next());
    this.handle(exchange.request, exchange.response);
  }

  private next(): void {
    this.current = null;
    const next = this.waiting.shift();
    if (next) this.onWaiting(-1);
    if (next === undefined || (this.closing && isBroken(next))) {
      this.closing?.();
      return;
    }
    this.readOn();
    this.begin(next);
  }

  /** At the end of an answer Node continues reading; that must wait until everything that is here has been answered. */
  private readOn(): void {
    setImmediate(() => {
      if (this.waiting.length > 0) this.socket.pause();
      else this.socket.resume();
    });
  }
}

/** Its answer has not begun, and waits for a body that has not arrived. */
function isBroken({ request, response }: Exchange): boolean {
  return !request.complete && !response.headersSent;
}
