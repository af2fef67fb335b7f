import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpProblem } from '../answer/problem.js';
import { pathOf } from '../answer/problem.filter.js';
import { headFault } from '../connection/request-head.js';

/** Once the server is leaving, no client is to send another request into a connection that is about to close. */
export function addLeavingHook(fastify: FastifyInstance, isLeaving: () => boolean): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isLeaving()) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/** Every request is named, its head can be understood, and it has a route. Register before the routes. */
export function addRequestHooks(fastify: FastifyInstance): void {
  const routes: Route[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    done(headFault(request.raw) ?? (request.is404 ? unrouted(request, routes) : undefined));
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
