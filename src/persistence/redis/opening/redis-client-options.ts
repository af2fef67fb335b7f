import type { ClusterOptions, CommonRedisOptions, RedisOptions as ClientOptions } from 'ioredis';
import type { DetectedServer, RedisTarget } from './redis-options.js';

const SLOWEST_RECONNECT_MS = 2_000;

/** One server, asked once, without retries. */
export function probeOptions(target: RedisTarget, credentials: boolean): ClientOptions {
  return {
    ...connectionOptions(target),
    ...(credentials ? credentialsOf(target) : {}),
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: () => null,
  };
}

/** One server, or the master that Sentinels name. */
export function redisOptions(target: RedisTarget, server: DetectedServer): ClientOptions {
  const common = {
    ...connectionOptions(target),
    ...credentialsOf(target),
    db: target.db,
    lazyConnect: true,
    enableOfflineQueue: false,
    retryStrategy,
  };
  if (server.mode === 'standalone') return { ...common, ...target.seeds[0] };
  const { username, password } = server.sentinelCredentials ? credentialsOf(target) : {};
  return {
    ...common,
    sentinels: [...target.seeds],
    name: server.master,
    failoverDetector: true,
    sentinelCommandTimeout: target.commandTimeoutMs,
    sentinelRetryStrategy: retryStrategy,
    sentinelReconnectStrategy: retryStrategy,
    ...(username === undefined ? {} : { sentinelUsername: username }),
    ...(password === undefined ? {} : { sentinelPassword: password }),
    ...(target.tls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
  };
}

/** Like `redisOptions`, for a client behind a `RedisLink`, which has a deadline of its own. */
export function commandOptions(target: RedisTarget, server: DetectedServer): ClientOptions {
  const options = redisOptions(target, server);
  delete options.commandTimeout;
  return options;
}

/**
 * Of a cluster whose nodes share user, password and TLS. Commands are not kept while there is no connection: they
 * fail, and their caller decides.
 */
export function clusterOptions(target: RedisTarget): ClusterOptions {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: target.commandTimeoutMs,
    // A certificate names hosts, not the addresses they resolve to.
    ...(target.tls ? { dnsLookup: (host, found) => found(null, host) } : {}),
    redisOptions: { ...connectionOptions(target), ...credentialsOf(target) },
  };
}

/**
 * Settings of every connection. Nothing waits without limit: a command without an answer fails in time, and a socket
 * that is silent while an answer is due is given up. The driver sends commands again when their connection broke;
 * scripts recognize an operation they have seen.
 */
function connectionOptions({
  tls,
  commandTimeoutMs,
}: RedisTarget): CommonRedisOptions & Pick<ClientOptions, 'tls' | 'disconnectTimeout'> {
  return {
    ...(tls ? { tls: {} } : {}),
    connectionName: 'decision-backend',
    commandTimeout: commandTimeoutMs,
    socketTimeout: 2 * commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    keepAlive: 5_000,
    maxRetriesPerRequest: 1,
    // How soon a server that is loading its data is looked at again: its own estimate may be far too long.
    maxLoadingRetryTime: 500,
    reconnectOnError,
    // The driver waits that long at the end, even for a socket that is already closed.
    disconnectTimeout: 100,
  };
}

function credentialsOf({ username, password }: RedisTarget): Pick<ClientOptions, 'username' | 'password'> {
  return { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
}

/** Soon at first, then more and more slowly; the jitter keeps instances from coming back all at once. */
function retryStrategy(attempt: number): number {
  return Math.min(25 * 2 ** attempt, SLOWEST_RECONNECT_MS) * (0.5 + Math.random() / 2);
}

/** For a server that became a replica: a new connection finds the new master. The caller has to repeat the command. */
function reconnectOnError(error: Error): boolean {
  return error.message.startsWith('READONLY');
}
