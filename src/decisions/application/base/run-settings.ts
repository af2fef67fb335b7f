import type { WorkerId } from '../../domain/ids.js';

/** The token under which the settings of an instance are injected. */
export const RUN_SETTINGS = Symbol('RUN_SETTINGS');

/** How this instance works. Times in milliseconds, where nothing else is said. */
export interface RunSettings {
  readonly worker: WorkerId;
  /** Of this software. */
  readonly version: string;
  /** `api` accepts and serves processes but runs none; `worker` and `all` run them. */
  readonly role: 'all' | 'api' | 'worker';
  /** Processes run at the same time. */
  readonly concurrency: number;
  /** How long the store believes this instance alive after its last heartbeat. */
  readonly leaseMs: number;
  /** How many attempts a step has before its process fails. */
  readonly maxAttempts: number;
  /** First delay before another attempt; doubles with each, up to `backoffCapMs`. */
  readonly backoffMs: number;
  readonly backoffCapMs: number;
  /** For steps that name no limit of their own. */
  readonly stepTimeoutMs: number;
  readonly maxOutputBytes: number;
  /** Processes of one owner that are not settled; 0 is without limit. */
  readonly maxUnsettled: number;
  /** Processes of all owners that are not settled; 0 is without limit. */
  readonly maxUnsettledTotal: number;
  /** Above this share of the store's memory no new work is accepted. */
  readonly nearlyFullShare: number;
  /** How long running steps may continue after the signal to shut down. */
  readonly shutdownGraceMs: number;
  /** How long ago a process has settled when a cleanup removes it, in hours. */
  readonly retentionHours: number;
  /** The pause between two parts of the index check. */
  readonly indexCheckMs: number;
}
