import { IncomingMessage, ServerResponse } from 'node:http';
import helmet, { type HelmetOptions } from 'helmet';

type Headers = Readonly<Record<string, string>>;

/**
 * Browsers are told not to interpret JSON as anything else, and caches to keep nothing; the documentation page may load
 * its own parts. The headers are the same for every answer, so they are put together once, which saves a dozen function
 * calls for each request.
 *
 * @param route its template; `undefined` where there is none
 */
export function securityHeaders(route: string | undefined): Headers {
  const isPage = route !== undefined && (route === '/docs' || route.startsWith('/docs/'));
  return isPage ? PAGE_HEADERS : JSON_HEADERS;
}

type Policy = Exclude<HelmetOptions['contentSecurityPolicy'], boolean | undefined>;

function headersWith(contentSecurityPolicy: Policy, without: Partial<typeof ONLY_OF_PAGES> = {}): Headers {
  const request = new IncomingMessage(null as never);
  const response = new ServerResponse(request);
  const protect = helmet({
    contentSecurityPolicy,
    ...without,
    referrerPolicy: { policy: 'no-referrer' },
    // The proxy that ends TLS in front of this service sends this header, if it is wanted.
    strictTransportSecurity: false,
  });
  protect(request, response, (error) => {
    if (error instanceof Error) throw error;
  });
  return { ...(response.getHeaders() as Headers), 'cache-control': 'no-store' };
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

/** What is about pages, their windows and their scripts says nothing to a reader of JSON: sent, it only costs. */
const ONLY_OF_PAGES = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  // The content security policy says it, to all browsers that know one.
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

const JSON_HEADERS = headersWith(JSON_POLICY, ONLY_OF_PAGES);
const PAGE_HEADERS = headersWith(PAGE_POLICY);
