import type { ProcessError, ProcessFacts } from './decision-process.js';
import type { WorkerId } from './ids.js';
import type { JsonValue } from './json.js';

/** What a process is started with. */
export type NewProcess = Pick<
  ProcessFacts,
  | 'id'
  | 'query'
  | 'engine'
  | 'engineVersion'
  | 'problem'
  | 'labels'
  | 'owner'
  | 'plan'
  | 'fingerprint'
  | 'traceparent'
  | 'deadline'
> & {
  /** Not to be begun before; at once if absent or past. */
  readonly runAt?: number;
};

/** A step that has finished, with its output. */
export interface StepSuccess {
  readonly worker: WorkerId;
  readonly step: string;
  readonly output: JsonValue;
  readonly startedAt: number;
}

/** A value that a step keeps for its later attempts. */
export interface KeptValue {
  readonly worker: WorkerId;
  readonly step: string;
  readonly name: string;
  readonly value: JsonValue;
}

/** A step that has failed. */
export interface StepFailure {
  readonly worker: WorkerId;
  readonly error: ProcessError;
  /** When to try again; `null` when that cannot help or no attempts are left. */
  readonly retryAt: number | null;
}

/** Takes a process from its worker. */
export interface Release {
  readonly worker: WorkerId;
  /**
   * A worker that shuts down, or that owns the process without running it (`forgotten`: the reply to its write was
   * lost), gives back the attempt it began; a worker that died has used it up.
   */
  readonly reason: 'shutdown' | 'forgotten' | 'worker_lost';
  /** How many attempts the current step has before the process fails. */
  readonly maxAttempts: number;
  /** When it may be begun again. */
  readonly runAt: number;
}

/** Makes a failed or cancelled process pending again. */
export interface Resumption {
  /** Who resumes it; `null` where access is not controlled. */
  readonly by?: string | null;
  /** A new one; `null` for none; if absent, the process keeps the one it has. */
  readonly deadline?: number | null | undefined;
}
