import type { RunSettings } from '../decisions/application/base/run-settings.js';
import type { WorkerId } from '../decisions/domain/ids.js';
import type { EnginesOptions } from '../engines/engines.module.js';
import { SERVICE_INFO } from '../http/docs/service-info.js';
import type { HttpSettings } from '../http/http-settings.js';
import type { TracingOptions } from '../tracing/open-tracing.js';
import { parseApiKeys } from '../access/api-keys.js';
import type { AccessSettings } from '../access/access.js';
import type { Env } from './env.js';
import { isLoopback } from './forms.js';

/** Shorter than what proxies take for a dead connection. */
const EVENT_STREAM_HEARTBEAT_MS = 15_000;
const SLOW_CLIENT_MS = 20_000;

/** Translates the environment into the settings of each part of the program. */
export function enginesOptions(env: Env): EnginesOptions {
  const modules = env.ENGINE_MODULES?.split(',').map((path) => path.trim()) ?? [];
  return { modules: modules.filter((path) => path !== '') };
}

/** Which exporter gets the traces. */
export function tracingOptions(env: Env): TracingOptions {
  return { exporter: env.OTEL_TRACES_EXPORTER };
}

/** How processes are run, as the application asks for it. */
export function runSettings(env: Env, worker: WorkerId): RunSettings {
  return {
    worker,
    version: SERVICE_INFO.version,
    role: env.ROLE,
    concurrency: env.CONCURRENCY,
    leaseMs: env.LEASE_MS,
    maxAttempts: env.MAX_ATTEMPTS,
    backoffMs: env.RETRY_BACKOFF_MS,
    backoffCapMs: env.RETRY_BACKOFF_CAP_MS,
    stepTimeoutMs: env.STEP_TIMEOUT_MS,
    maxOutputBytes: env.MAX_OUTPUT_BYTES,
    maxUnsettled: env.MAX_UNSETTLED,
    maxUnsettledTotal: env.MAX_UNSETTLED_TOTAL,
    nearlyFullShare: env.STORE_NEARLY_FULL_PERCENT / 100,
    shutdownGraceMs: env.SHUTDOWN_GRACE_MS,
    retentionHours: env.RETENTION_HOURS,
    indexCheckMs: env.INDEX_CHECK_MS,
  };
}

/** The limits and times of the HTTP server. */
export function httpSettings(env: Env): HttpSettings {
  return {
    bodyLimitBytes: env.BODY_LIMIT_BYTES,
    inFlightBytes: env.IN_FLIGHT_BYTES,
    callerShareBytes: Math.floor((env.IN_FLIGHT_BYTES * env.CALLER_SHARE_PERCENT) / 100),
    maxStreams: env.MAX_STREAMS,
    maxStreamsTotal: env.MAX_STREAMS_TOTAL,
    maxConnections: env.MAX_CONNECTIONS,
    corsOrigins: new Set(env.CORS_ORIGINS?.split(',').map((origin) => origin.trim())),
    // Where anybody may do anything, only this machine is meant to have access.
    isHostAllowed: env.isOpenOnLoopback ? isLoopback : () => true,
    keepAliveMs: env.KEEP_ALIVE_S * 1000,
    slowClientMs: SLOW_CLIENT_MS,
    waitDefaultS: env.WAIT_DEFAULT_S,
    waitCapS: env.WAIT_CAP_S,
    heartbeatMs: EVENT_STREAM_HEARTBEAT_MS,
  };
}

/** Who may come in, and as whom. */
export function accessSettings(env: Env): AccessSettings {
  return {
    keys: parseApiKeys(env.API_KEYS ?? '') ?? [],
    tokens: tokenSettings(env),
    areMetricsOpen: env.METRICS_AUTH === 'off',
    requestsPerSecond: env.RATE_LIMIT_PER_S,
  };
}

function tokenSettings(env: Env): AccessSettings['tokens'] {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWKS_URL: jwksUrl, JWT_ROLES_CLAIM: rolesClaim } = env;
  const isComplete = issuer !== undefined && audience !== undefined && jwksUrl !== undefined;
  return isComplete ? { issuer, audience, jwksUrl, rolesClaim } : null;
}
