import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpProblem } from '../answer/problem.js';
import { pathOf } from '../answer/problem.filter.js';

/** Once the server is leaving, no client is to send another request into a connection that is about to close. */
export function addLeavingHook(fastify: FastifyInstance, isLeaving: () => boolean): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isLeaving()) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/** Every request is named and has a route. Register before the routes. */
export function addRequestHooks(fastify: FastifyInstance): void {
  const routes: Route[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    done(request.is404 ? unrouted(request, routes) : undefined);
  });
}

/** A body is JSON in UTF-8 as it is; known before any of it is read. */
export function addBodyHook(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { method, is404 } = request;
    done(is404 || method === 'GET' || method === 'HEAD' ? undefined : (bodyFault(request) ?? undefined));
  });
}

interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

function unrouted(request: FastifyRequest, routes: readonly Route[]): HttpProblem {
  const path = pathOf(request);
  const allowed = new Set(
    routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods),
  );
  if (allowed.size === 0) return new HttpProblem('not_found', 'There is nothing at this path.');
  const allow = [...allowed].sort().join(', ');
  return new HttpProblem('method_not_allowed', `Allowed here: ${allow}.`, { headers: { allow } });
}

/** `:name` is one segment, `*` is whatever follows. */
function patternOf(url: string): RegExp {
  const source = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:[A-Za-z_]+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}

function bodyFault({ headers }: FastifyRequest): HttpProblem | null {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return new HttpProblem('unsupported_media_type', 'The body must not be compressed.');
  }
  const type = headers['content-type'];
  if (type === undefined && !hasBody(headers)) return null;
  return isJson(type ?? '')
    ? null
    : new HttpProblem('unsupported_media_type', 'The body must be application/json in UTF-8.');
}

function hasBody(headers: FastifyRequest['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isJson(contentType: string): boolean {
  const [mediaType = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charsets = parameters.filter((parameter) => parameter.startsWith('charset='));
  return mediaType === 'application/json' && charsets.every((charset) => /^charset="?utf-8"?$/.test(charset));
}
