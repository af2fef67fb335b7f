import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ANYONE, type Caller, hasRole } from '../decisions/domain/caller.js';
import { HttpProblem } from '../http/answer/problem.js';
import { requiredRoles, type Role } from '../http/request/required-role.js';
import type { Access } from './access.js';
import { identify } from './credentials.js';
import type { RequestRate } from './request-rate.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Finds out who is asking before any of the body is read. */
    caller: Caller;
  }
}

/** Lets a request in or refuses it. This happens before its body is read, so that a stranger costs next to nothing. */
export class AccessGate {
  /** @param areMetricsOpen whether a scraper in a closed network may come without a key */
  constructor(
    private readonly access: Access,
    private readonly rate: RequestRate,
    private readonly areMetricsOpen: boolean,
  ) {}

  guard(fastify: FastifyInstance): void {
    fastify.decorateRequest('caller', null as unknown as Caller);
    fastify.addHook('onRequest', (request, reply, done) => {
      request.caller = ANYONE;
      const required = this.rolesFor(request);
      if (required === null) {
        done();
        return;
      }
      const caller = identify(request.raw, this.access);
      const admit = (known: Caller) => this.admit(known, required, request, reply);
      const admission = caller instanceof Promise ? caller.then(admit) : admit(caller);
      admission.then(() => done(), done);
    });
  }

  private rolesFor(request: FastifyRequest): readonly Role[] | null {
    const isOpen =
      !this.access.isControlled ||
      request.is404 ||
      (this.areMetricsOpen && request.routeOptions.url === '/metrics');
    return isOpen ? null : requiredRoles(request);
  }

  /**
   * The request is the caller's in any case.
   *
   * @throws HttpProblem
   */
  private async admit(
    caller: Caller,
    required: readonly Role[],
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    request.caller = caller;
    const turn = await this.rate.take(caller);
    if (turn) void reply.headers(turn.headers);
    if (turn?.refusal) throw turn.refusal;
    if (!required.some((role) => hasRole(caller, role))) throw forbidden(required);
  }
}

/** RFC 6750 §3.1. */
function forbidden(roles: readonly Role[]): HttpProblem {
  const challenge = `Bearer realm="decisions", error="insufficient_scope", scope="${roles.join(' ')}"`;
  return new HttpProblem('forbidden', `This takes the role ${roles.join(' or ')}.`, {
    headers: { 'www-authenticate': challenge },
  });
}
