import type { FastifyRequest } from 'fastify';

/** What a log, a span or a metric keeps of a path or a method that callers may invent. */
const MAX_PATH_LENGTH = 200;
/** Ids have 36 characters. Anything longer is not an id, and may be a key that got into the path by mistake. */
const LONG_SEGMENT = /[^/]{37,}/g;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Without the query: it may contain labels. */
export function pathOf({ url }: Pick<FastifyRequest, 'url'>): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** Shortened, and without what may be a secret. */
export function shownPathOf(request: Pick<FastifyRequest, 'url'>): string {
  return pathOf(request).replace(LONG_SEGMENT, '…').slice(0, MAX_PATH_LENGTH);
}

/** The method, or `other` for one that HTTP does not know. */
export function knownMethodOf({ method }: Pick<FastifyRequest, 'method'>, other: string): string {
  return METHODS.has(method) ? method : other;
}
