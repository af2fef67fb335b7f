import type { ClusterOptions, RedisOptions as ClientOptions } from 'ioredis';
import type { DetectedServer } from './redis-detection.js';
import type { RedisTarget } from './redis-options.js';
import { REDIS_SCRIPTS } from './scripts.js';

const CONNECTION_NAME = 'decision-backend';
const SLOWEST_RECONNECT_MS = 2_000;

/**
 * Settings of every connection. Nothing waits for ever: a command that finds no connection fails at once, one without
 * an answer fails in time, and a socket that is silent while an answer is due is given up. The driver sends commands
 * again when their connection broke; scripts know an operation they have seen.
 */
export function clientOptions({ db, username, password, tls, commandTimeoutMs }: RedisTarget): ClientOptions {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    db,
    connectionName: CONNECTION_NAME,
    commandTimeout: commandTimeoutMs,
    socketTimeout: 2 * commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    keepAlive: 5_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy,
    reconnectOnError,
  };
}

/** One server, or the master that Sentinels name. */
export function redisOptions(target: RedisTarget, server: DetectedServer): ClientOptions {
  const common = { ...clientOptions(target), scripts: REDIS_SCRIPTS, lazyConnect: true };
  if (server.mode === 'standalone') return { ...common, ...target.seeds[0] };
  const { username, password } = server.sentinelCredentials ? target : { username: undefined, password: undefined };
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

export function clusterOptions(target: RedisTarget): ClusterOptions {
  const { retryStrategy: _, enableOfflineQueue: __, db: ___, ...node } = clientOptions(target);
  return {
    scripts: REDIS_SCRIPTS,
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: target.commandTimeoutMs,
    slotsRefreshInterval: 5_000,
    // A certificate names hosts, not the addresses they resolve to.
    ...(target.tls ? { dnsLookup: (host, found) => found(null, host) } : {}),
    redisOptions: node,
  };
}

/** Soon at first, then ever slower; the jitter keeps instances from coming back all at once. */
function retryStrategy(attempt: number): number {
  return Math.min(25 * 2 ** attempt, SLOWEST_RECONNECT_MS) * (0.5 + Math.random() / 2);
}

/** A server that became a replica: a new connection finds the new master. The command is for the caller to repeat. */
function reconnectOnError(error: Error): boolean {
  return error.message.startsWith('READONLY');
}
