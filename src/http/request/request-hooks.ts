import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../answer/problem.js';
import { sendProblem } from '../answer/problem.filter.js';
import { securityHeaders } from '../answer/security-headers.js';
import { headFault } from '../connection/request-head.js';
import { awaitsContinue } from './body/body-hooks.js';
import { BrowserGuard, type BrowserRules } from './browser-guard.js';
import { shortened } from './request-validation.pipe.js';
import { Routes } from './routes.js';

/**
 * Gives every answer the headers that all have, and every request an id, and refuses those whose head cannot be understood, that were meant for another host, or
 * that have no route. Register before the routes.
 *
 * @param parametersOf the names of the query parameters a route takes
 */
export function addRequestHooks(
  fastify: FastifyInstance,
  rules: BrowserRules,
  parametersOf: (route: string) => ReadonlySet<string>,
): void {
  const routes = new Routes(fastify);
  const browsers = new BrowserGuard(rules);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(securityHeaders(request.routeOptions.url)).header('x-request-id', request.id);
    if (awaitsContinue(request)) void reply.header('connection', 'close');
    browsers.share(request, reply);
    const fault = headFault(request.raw) ?? browsers.fault(request);
    if (fault) done(fault);
    else if (request.method === 'OPTIONS') answerOptions(request, reply);
    else done(routeFault(request, routes) ?? queryFault(request, parametersOf) ?? undefined);
  });

  function answerOptions(request: FastifyRequest, reply: FastifyReply): void {
    const methods = request.url === '*' ? EVERY_METHOD : routes.methodsAt(request);
    if (methods === null) {
      sendProblem(request, reply, NOTHING_HERE);
      return;
    }
    browsers.preflight(request, reply, methods);
    void reply
      .status(204)
      .header('allow', [...methods, 'OPTIONS'].join(', '))
      .send();
  }
}

const EVERY_METHOD = ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'];
const NOTHING_HERE = new HttpProblem('not_found', 'There is nothing at this path.');

function routeFault(request: FastifyRequest, routes: Routes): HttpProblem | null {
  if (!request.is404 && !routes.isMistaken(request)) return null;
  const methods = routes.methodsAt(request);
  if (methods === null) return NOTHING_HERE;
  const allow = methods.join(', ');
  return new HttpProblem('method_not_allowed', `Allowed here: ${allow}.`, { headers: { allow } });
}

/** A misspelt parameter is reported, whatever the route. */
function queryFault(
  request: FastifyRequest,
  parametersOf: (route: string) => ReadonlySet<string>,
): HttpProblem | null {
  if (!request.url.includes('?')) return null;
  const known = parametersOf(request.routeOptions.url ?? '');
  const unknown = Object.keys(request.query ?? {}).find((name) => !known.has(name));
  if (unknown === undefined) return null;
  const errors = [{ path: shortened(unknown), message: 'is unknown' }];
  return new HttpProblem('malformed_parameter', `${shortened(unknown)} is unknown`, { errors });
}
