import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pathOf } from './request-path.js';

interface Pattern {
  readonly url: string;
  readonly matches: RegExp;
  readonly methods: Set<string>;
}

/** Which paths there are, and which methods they have. Made before the routes. */
export class Routes {
  /** The more specific first: `/decisions/stats` before `/decisions/:process_id`. */
  private patterns: Pattern[] = [];
  private readonly rivals = new Map<string, readonly Pattern[]>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => this.add(url, [method].flat()));
  }

  /** The methods of the path of a request; `null` if there is no such path. */
  methodsAt(request: FastifyRequest): readonly string[] | null {
    const path = pathOf(request);
    const found = this.patterns.find(({ matches }) => matches.test(path));
    return found ? [...found.methods].sort() : null;
  }

  /**
   * Whether the route of a request matches only because a parameter matches every word: `DELETE /decisions/start` means
   * the path `/decisions/start`, not a process.
   */
  isMistaken(request: FastifyRequest): boolean {
    const { url } = request.routeOptions;
    if (url === undefined) return false;
    const rivals = this.rivals.get(url) ?? this.rivalsOf(url);
    return rivals.length > 0 && rivals.some(({ matches }) => matches.test(pathOf(request)));
  }

  private add(url: string, methods: readonly string[]): void {
    const known = this.patterns.find((pattern) => pattern.url === url);
    if (known) for (const method of methods) known.methods.add(method);
    else this.patterns.push({ url, matches: expressionOf(url), methods: new Set(methods) });
    this.patterns.sort((a, b) => (specificity(a.url) < specificity(b.url) ? -1 : 1));
    this.rivals.clear();
  }

  private rivalsOf(url: string): readonly Pattern[] {
    const own = this.patterns.findIndex((pattern) => pattern.url === url);
    const before = url.includes(':') ? this.patterns.slice(0, Math.max(own, 0)) : [];
    const rivals = before.filter((pattern) => canBeSame(pattern.url, url));
    this.rivals.set(url, rivals);
    return rivals;
  }
}

/** Sorts words before parameters, and those before `*`, segment by segment. */
function specificity(url: string): string {
  return url
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '1' : segment.includes('*') ? '2' : '0'))
    .join('');
}

/** Whether a path can match both. */
function canBeSame(one: string, other: string): boolean {
  const segments = one.split('/');
  const others = other.split('/');
  const isOpen = one.includes('*') || other.includes('*');
  if (segments.length !== others.length && !isOpen) return false;
  return segments.every((segment, nth) => {
    const opposite = others[nth] ?? '*';
    return segment === opposite || /[:*]/.test(segment) || /[:*]/.test(opposite);
  });
}

/** `:name` is one segment, `*` is everything that follows. */
function expressionOf(url: string): RegExp {
  const source = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:[A-Za-z_]+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}
