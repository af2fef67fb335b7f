import { StoreRefused } from '../../store-refused.js';

/** What an operator says about the Redis to use. */
export interface RedisOptions {
  /**
   * `redis://user:password@host:port/db`, `rediss://` for TLS; several hosts, separated by commas, for Cluster and
   * Sentinel. Wins over the single settings.
   */
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly db?: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: boolean;
  /** What kind of server the address belongs to; `auto` asks the server. */
  readonly mode?: RedisMode | 'auto';
  /** Name of the master to ask Sentinels for; may be left out where they watch only one. */
  readonly sentinelMaster?: string;
  /** Begins every key and the channel of changes. */
  readonly keyPrefix?: string;
  /** How long opening may take, milliseconds. */
  readonly connectDeadlineMs?: number;
  /** How long one command may take, milliseconds; no call of the store takes longer than twice that. */
  readonly commandTimeoutMs?: number;
}

/** What answers at an address: one server, Sentinels that know where it is, or the nodes of a cluster. */
export type RedisMode = 'standalone' | 'sentinel' | 'cluster';

/** Options, checked and complete. */
export interface RedisTarget {
  readonly seeds: readonly [RedisAddress, ...RedisAddress[]];
  readonly db: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly tls: boolean;
  readonly mode: RedisMode | 'auto';
  readonly sentinelMaster: string | undefined;
  readonly keyPrefix: string;
  readonly connectDeadlineMs: number;
  readonly commandTimeoutMs: number;
}

/** Where a server, a Sentinel or a node of a cluster listens. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** What kind of server the address of a target belongs to. */
export interface DetectedServer {
  readonly mode: RedisMode;
  /** Only of Sentinels: the master they watch. */
  readonly master: string;
  /**
   * Only for Sentinels: whether they need the target's user and password, which are often those of the data servers
   * alone.
   */
  readonly sentinelCredentials: boolean;
}

const DEFAULT_PORT = 6379;
const MAX_PORT = 65_535;
/** Braces would change the hash tag of every key. */
const KEY_PREFIX = /^[A-Za-z0-9:._-]{1,64}$/;

/** @throws StoreRefused `misconfigured`, without the faulty value */
export function redisTarget(options: RedisOptions): RedisTarget {
  const {
    keyPrefix = 'decisions',
    mode = 'auto',
    connectDeadlineMs = 5_000,
    commandTimeoutMs = 1_500,
  } = options;
  if (!KEY_PREFIX.test(keyPrefix)) throw misconfigured('The key prefix takes letters, digits and :._- only');
  const { sentinelMaster } = options;
  return { ...accessOf(options), mode, sentinelMaster, keyPrefix, connectDeadlineMs, commandTimeoutMs };
}

/** Where the server is, for the log: `host:port`, several separated by commas. */
export function addressOf({ seeds }: RedisTarget): string {
  return seeds
    .map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`))
    .join(',');
}

type Address = Pick<RedisTarget, 'seeds' | 'db' | 'username' | 'password' | 'tls'>;

function accessOf(options: RedisOptions): Address {
  if (options.url !== undefined && options.url !== '') return parseUrl(options.url);
  const { host = 'localhost', port = DEFAULT_PORT, db = 0, username, password, tls = false } = options;
  return {
    seeds: [{ host, port }],
    db,
    username: unlessEmpty(username),
    password: unlessEmpty(password),
    tls,
  };
}

/** `URL` knows one host only: the credentials are read with the first, the other hosts separately. */
function parseUrl(url: string): Address {
  const [, scheme, credentials = '', hosts, path = ''] =
    /^(rediss?):\/\/(?:(.*)@)?([^/?#@]+)(?:\/(\d*))?$/.exec(url) ?? [];
  if (scheme === undefined || hosts === undefined) throw misconfigured('The Redis URL cannot be read');
  const [first, ...others] = hosts.split(',').map(parseHost);
  if (first === undefined) throw misconfigured('The Redis URL names no host');
  const colon = credentials.indexOf(':');
  return {
    seeds: [first, ...others],
    db: Number(path),
    username: unlessEmpty(decoded(colon === -1 ? credentials : credentials.slice(0, colon))),
    password: colon === -1 ? undefined : unlessEmpty(decoded(credentials.slice(colon + 1))),
    tls: scheme === 'rediss',
  };
}

function parseHost(text: string): RedisAddress {
  const [, name, port] = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (name === undefined || Number(port ?? 0) > MAX_PORT)
    throw misconfigured('The Redis URL has a host or a port that cannot be read');
  return { host: name.replace(/^\[|\]$/g, ''), port: port === undefined ? DEFAULT_PORT : Number(port) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw misconfigured('The Redis URL has credentials that are not percent-encoded');
  }
}

function unlessEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function misconfigured(message: string): StoreRefused {
  return new StoreRefused('misconfigured', `${message}.`);
}
