import type { FastifyRequest } from 'fastify';

/** What a log, a span or a metric keeps of a path or a method that callers may make up. */
const MAX_PATH_LENGTH = 200;
/** Ids have 36 characters; what is longer is none, and may be a key that came into the path by mistake. */
const LONG_SEGMENT = /[^/]{37,}/g;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Without the query: it may hold labels. */
export function pathOf({ url }: Pick<FastifyRequest, 'url'>): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** No longer than what is worth keeping, without what may be a secret. */
export function shownPathOf(request: Pick<FastifyRequest, 'url'>): string {
  return pathOf(request).replace(LONG_SEGMENT, '…').slice(0, MAX_PATH_LENGTH);
}

/** The method, or `other` for one that HTTP does not know. */
export function knownMethodOf({ method }: Pick<FastifyRequest, 'method'>, other: string): string {
  return METHODS.has(method) ? method : other;
}
