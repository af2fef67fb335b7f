import { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

/**
 * Browsers are told not to interpret JSON as anything else; the documentation page may load its own parts. The headers
 * are the same for every answer, so they are put together once, which saves a dozen function calls for each request.
 */
export function addSecurityHeaders(fastify: FastifyInstance): void {
  const [json, page] = [headersWith(JSON_POLICY), headersWith(PAGE_POLICY)];
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(isPage(request.routeOptions.url) ? page : json);
    done();
  });
}

function isPage(route: string | undefined): boolean {
  return route !== undefined && /^\/docs($|\/)/.test(route);
}

type Policy = Exclude<HelmetOptions['contentSecurityPolicy'], boolean | undefined>;

function headersWith(contentSecurityPolicy: Policy): Readonly<Record<string, string>> {
  const request = new IncomingMessage(null as never);
  const response = new ServerResponse(request);
  const protect = helmet({
    contentSecurityPolicy,
    referrerPolicy: { policy: 'no-referrer' },
    // The proxy that ends TLS in front of this service sends this header, if it is wanted.
    strictTransportSecurity: false,
  });
  protect(request, response, (error) => {
    if (error instanceof Error) throw error;
  });
  return response.getHeaders() as Readonly<Record<string, string>>;
}

const JSON_POLICY: Policy = {
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
};

const PAGE_POLICY: Policy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
  },
};
