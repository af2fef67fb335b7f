import type { FastifyRequest } from 'fastify';

/** Access control says who is asking. */
interface Named {
  readonly caller?: { readonly name: string | null } | null;
}

/** Who shares the limits; `null` where access is not controlled. */
export function requesterOf(request: FastifyRequest): string | null {
  const named: Named = request;
  return named.caller?.name ?? null;
}
