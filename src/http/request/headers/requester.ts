import type { FastifyRequest } from 'fastify';

/** Whoever lets requests in says who asks. */
interface Named {
  readonly caller?: { readonly name: string | null } | null;
}

/** Who has to share what with others: `null` where nobody has to say who they are. */
export function requesterOf(request: FastifyRequest): string | null {
  const named: Named = request;
  return named.caller?.name ?? null;
}
