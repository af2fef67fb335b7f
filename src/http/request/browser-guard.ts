import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../answer/problem.js';
import { hostOfTarget } from '../connection/request-head.js';

/** Which pages and host names may be used to call this service. */
export interface BrowserRules {
  /** Origins whose pages may call this service. */
  readonly corsOrigins: ReadonlySet<string>;
  /** Whether the service may be called by this host name. */
  readonly isHostAllowed: (name: string) => boolean;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Of a preflight, in seconds. */
const MAX_AGE_S = '600';
const EXPOSED =
  'ETag, Location, Retry-After, Idempotent-Replayed, Preference-Applied, X-Request-Id, RateLimit, RateLimit-Policy, WWW-Authenticate';
const ACCEPTED =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer, Traceparent, X-Request-Id';

/** A page in a browser can send requests without its user's knowledge: they must only go where they are meant to. */
export class BrowserGuard {
  /** Nearly all requests have the same host as the one before them. */
  private lastAllowed = '';

  constructor(private readonly rules: BrowserRules) {}

  /** What is wrong with a request that a page may have made a browser send. */
  fault(request: FastifyRequest): HttpProblem | null {
    const { origin } = request.headers;
    const host = hostOfTarget(request.originalUrl) ?? request.headers.host;
    // The author of a page can make any host name point to this machine (DNS rebinding).
    if (host !== undefined && host !== this.lastAllowed && !this.allows(host)) {
      return new HttpProblem('forbidden', 'This service is not called by this name.');
    }
    if (origin === undefined && request.headers['sec-fetch-site'] === undefined) return null;
    if (SAFE.has(request.method) || this.isAllowed(origin)) return null;
    return isFromElsewhere(request)
      ? new HttpProblem('forbidden', 'Pages of other sites may not change anything here.')
      : null;
  }

  /** Lets pages of the allowed origins read the answer (WHATWG Fetch §3.2). */
  share(request: FastifyRequest, reply: FastifyReply): void {
    if (this.rules.corsOrigins.size === 0) return;
    const { origin } = request.headers;
    void reply.header('vary', 'Origin');
    if (origin === undefined || !this.isAllowed(origin)) return;
    void reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': EXPOSED,
      // Pages of other origins cannot read any other header.
      'cross-origin-resource-policy': 'cross-origin',
    });
  }

  /** Answers a browser that asks before it sends what a page wants to send. */
  preflight(request: FastifyRequest, reply: FastifyReply, methods: readonly string[]): void {
    const isAsked = request.headers['access-control-request-method'] !== undefined;
    if (!isAsked || !this.isAllowed(request.headers.origin)) return;
    void reply.headers({
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': ACCEPTED,
      'access-control-max-age': MAX_AGE_S,
    });
  }

  private allows(host: string): boolean {
    const isAllowed = this.rules.isHostAllowed(nameOf(host));
    if (isAllowed) this.lastAllowed = host;
    return isAllowed;
  }

  private isAllowed(origin: string | undefined): boolean {
    return origin !== undefined && this.rules.corsOrigins.has(origin);
  }
}

/** Browsers say from where a request comes; older ones only give the origin. */
function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'cross-site';
  return headers.origin !== undefined && !headers.origin.endsWith(`//${headers.host ?? ''}`);
}

/** Without the port, and an address without its brackets. */
function nameOf(host: string): string {
  return host
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
}
