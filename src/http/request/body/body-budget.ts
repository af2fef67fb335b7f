import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../../answer/problem.js';
import { requesterOf } from '../headers/requester.js';

/** From then on a body that is still arriving gives way to a new one. */
const SLOW_MS = 5_000;
const RETRY_AFTER_S = '2';

interface Reservation {
  readonly requester: string | null;
  readonly bytes: number;
  readonly since: number;
}

/** The memory that bodies take, over all requests that are arriving or being worked on. */
export class BodyBudget {
  private reserved = 0;
  private readonly own = new Map<string, number>();
  /** The oldest first. */
  private readonly reservations = new Map<FastifyRequest, Reservation>();

  /** @param shareBytes the most of it for one caller */
  constructor(
    private readonly maxBytes: number,
    private readonly shareBytes: number,
  ) {}

  /** Reserves what the body may take until its answer is sent; `null` if there is room for it. */
  reserve(request: FastifyRequest, reply: FastifyReply, bytes: number): HttpProblem | null {
    const requester = requesterOf(request);
    if (!this.hasShare(requester, bytes)) return shareExceeded();
    if (!this.hasRoom(bytes)) this.cutSlow(bytes);
    if (!this.hasRoom(bytes)) return overloaded();
    this.count(requester, bytes);
    this.reservations.set(request, { requester, bytes, since: performance.now() });
    reply.raw.once('close', () => this.release(request));
    return null;
  }

  /** One body always has room, however small the budget. */
  private hasRoom(bytes: number): boolean {
    return this.reserved === 0 || this.reserved + bytes <= this.maxBytes;
  }

  private hasShare(requester: string | null, bytes: number): boolean {
    const own = requester === null ? 0 : (this.own.get(requester) ?? 0);
    return own === 0 || own + bytes <= this.shareBytes;
  }

  private count(requester: string | null, bytes: number): void {
    this.reserved += bytes;
    if (requester === null) return;
    const own = (this.own.get(requester) ?? 0) + bytes;
    if (own > 0) this.own.set(requester, own);
    else this.own.delete(requester);
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
    const reservation = this.reservations.get(request);
    if (!reservation) return;
    this.count(reservation.requester, -reservation.bytes);
    this.reservations.delete(request);
  }
}

function shareExceeded(): HttpProblem {
  const detail = 'Too many of your bodies are on their way already; try again.';
  return new HttpProblem('too_many_bytes', detail, { headers: { 'retry-after': RETRY_AFTER_S } });
}

function overloaded(): HttpProblem {
  const detail = 'More bodies are on their way than this instance has room for; try again.';
  return new HttpProblem('overloaded', detail, { headers: { 'retry-after': RETRY_AFTER_S } });
}
