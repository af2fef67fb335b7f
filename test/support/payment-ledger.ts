import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The other side of payments. It outlives every server, hears of every payment, and answers as many as a test lets it. */
export class PaymentLedger {
  private readonly calls: string[] = [];
  private readonly held: (() => boolean)[] = [];
  private allowed = 0;
  private readonly heard = new EventEmitter();
  private readonly server = createServer((request, response) => {
    let key = '';
    request.on('data', (chunk: Buffer) => (key += chunk.toString()));
    request.once('end', () => this.hear(key, response));
  });

  /** @param each how many payments each process owes */
  constructor(private readonly each: number) {}

  async listen(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Answers this many further payments; resolves when another one waits for its answer, or nothing more is owed. */
  async answer(count: number, ids: readonly string[]): Promise<void> {
    this.allowed = count;
    this.release();
    while (this.isOwed(ids) && (this.allowed > 0 || this.held.length === 0)) await once(this.heard, 'call');
  }

  /** Answers nothing more until {@link answer} allows it again. */
  hold(): void {
    this.allowed = 0;
  }

  isOwed(ids: readonly string[]): boolean {
    return ids.some((id) => this.paid(id).length < this.each);
  }

  /** The keys of different payments of a process. */
  paid(id: string): string[] {
    return [...new Set(this.calls.filter((key) => key.startsWith(id)))];
  }

  /** Payments that were asked for again after a later one: what came in between tells that their answer had arrived. */
  paidAgain(id: string): string[] {
    const calls = this.calls.filter((key) => key.startsWith(id));
    return calls.filter((key, at) => calls.indexOf(key) < at && calls[at - 1] !== key);
  }

  private hear(key: string, response: ServerResponse): void {
    this.calls.push(key);
    this.held.push(() => {
      const isThere = !response.destroyed;
      if (isThere) response.end(JSON.stringify(key));
      return isThere;
    });
    this.release();
    this.heard.emit('call');
  }

  private release(): void {
    while (this.allowed > 0) {
      const next = this.held.shift();
      if (!next) return;
      if (next()) this.allowed -= 1;
    }
  }
}
