import type { RunSettings } from '../decisions/application/run-settings.js';
import type { WorkerId } from '../decisions/domain/ids.js';
import type { Env } from './env.js';

export function runSettings(env: Env, worker: WorkerId): RunSettings {
  return {
    worker,
    role: env.ROLE,
    concurrency: env.CONCURRENCY,
    leaseMs: env.LEASE_MS,
    maxAttempts: env.MAX_ATTEMPTS,
    backoffMs: env.RETRY_BACKOFF_MS,
    backoffCapMs: env.RETRY_BACKOFF_CAP_MS,
    stepTimeoutMs: env.STEP_TIMEOUT_MS,
    maxOutputBytes: env.MAX_OUTPUT_BYTES,
    shutdownGraceMs: env.SHUTDOWN_GRACE_MS,
  };
}
