import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Connection, type RequestHandler } from './connection.js';

/** The limits of all connections. */
export interface ConnectionLimits {
  /** How long a client may take nothing of an answer before its connection is cut, in milliseconds. */
  readonly slowClientMs: number;
}

/** How many requests may wait for the answer before them, over all connections; each takes a few kilobytes. */
const MAX_WAITING = 4_096;
/** How long answers may take that are being sent when the server closes. */
const CLOSING_MS = 2_000;

/** Every open connection of the server. */
export class Connections {
  limits: ConnectionLimits = { slowClientMs: 20_000 };
  private readonly open = new Map<Socket, Connection>();
  private waiting = 0;
  private sweep: NodeJS.Timeout | null = null;

  add(socket: Socket, handle: RequestHandler): void {
    const connection = new Connection(socket, handle, (change) => (this.waiting += change));
    this.open.set(socket, connection);
    socket.once('close', () => this.open.delete(socket));
    this.sweep ??= this.watchReaders();
  }

  receive(request: IncomingMessage, response: ServerResponse): void {
    this.open.get(request.socket)?.receive(request, response);
    if (this.waiting > MAX_WAITING) request.socket.destroy();
  }

  /** Calls back once the pending answers on this connection have been sent. */
  afterAnswers(socket: Socket, close: () => void): void {
    const connection = this.open.get(socket);
    if (connection) connection.close(close);
    else close();
  }

  /**
   * Ends every connection on which nothing is being answered: idle ones, and those with a part of a request. The others
   * end after their answers, for which there is a time limit.
   */
  close(): void {
    if (this.sweep) clearInterval(this.sweep);
    for (const [socket, connection] of this.open) {
      if (connection.isAnswering) connection.close(() => socket.destroySoon());
      else socket.destroy();
    }
    setTimeout(() => this.destroyAll(), CLOSING_MS).unref();
  }

  private destroyAll(): void {
    for (const socket of this.open.keys()) socket.destroy();
  }

  private watchReaders(): NodeJS.Timeout {
    const { slowClientMs } = this.limits;
    const everyMs = slowClientMs / 4;
    const look = () => {
      for (const [socket, connection] of this.open) {
        if (connection.stalledFor(everyMs) >= slowClientMs) socket.destroy();
      }
    };
    return setInterval(look, everyMs).unref();
  }
}
