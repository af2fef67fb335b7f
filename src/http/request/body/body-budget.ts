import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../../answer/problem.js';

/** From then on a body that is still arriving gives way to one that just begins. */
const SLOW_MS = 5_000;
const RETRY_AFTER_S = '2';

interface Reservation {
  readonly bytes: number;
  readonly since: number;
}

/** What bodies take in memory, over all requests that are arriving or being worked on. */
export class BodyBudget {
  private reserved = 0;
  /** The oldest first. */
  private readonly reservations = new Map<FastifyRequest, Reservation>();

  constructor(private readonly maxBytes: number) {}

  /** Sets aside what the body may take until its answer is out; `null` if there is room for it. */
  reserve(request: FastifyRequest, reply: FastifyReply, bytes: number): HttpProblem | null {
    if (!this.hasRoom(bytes)) this.cutSlow(bytes);
    if (!this.hasRoom(bytes)) return overloaded();
    this.reserved += bytes;
    this.reservations.set(request, { bytes, since: performance.now() });
    reply.raw.once('close', () => this.release(request));
    return null;
  }

  /** One body always has room, however small the budget. */
  private hasRoom(bytes: number): boolean {
    return this.reserved === 0 || this.reserved + bytes <= this.maxBytes;
  }

  private cutSlow(bytes: number): void {
    const before = performance.now() - SLOW_MS;
    for (const [request, { since }] of this.reservations) {
      if (since > before || this.hasRoom(bytes)) return;
      if (request.raw.complete) continue;
      this.release(request);
      request.raw.socket.destroy();
    }
  }

  private release(request: FastifyRequest): void {
    this.reserved -= this.reservations.get(request)?.bytes ?? 0;
    this.reservations.delete(request);
  }
}

function overloaded(): HttpProblem {
  const detail = 'More bodies are on their way than this instance has room for; try again.';
  return new HttpProblem('overloaded', detail, { headers: { 'retry-after': RETRY_AFTER_S } });
}
