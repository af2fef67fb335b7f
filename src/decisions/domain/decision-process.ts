import type { HistoryEntry } from './history.js';
import type { ProcessId, WorkerId } from './ids.js';
import type { JsonObject, JsonValue } from './json.js';
import type { ClosedRequests, OpenRequest } from './waiting/requests.js';
import type { SettledStatus } from './process-status.js';

export { isSettled, PROCESS_STATUSES, type ProcessStatus } from './process-status.js';

/** One run of an engine on one problem. Fields exist only in the states where they are true. Times are epoch milliseconds. */
export type DecisionProcess =
  PendingProcess | RunningProcess | WaitingProcess | CompletedProcess | FailedProcess | CancelledProcess;

/** A process to which nothing happens by itself any more. */
export type SettledProcess = Extract<DecisionProcess, { readonly status: SettledStatus }>;

/**
 * A process without its large parts: its problem, the outputs of its steps, the answers and its result. A whole process
 * is one, too.
 */
export type ProcessHead = HeadOf<DecisionProcess>;

type HeadOf<P> = P extends DecisionProcess
  ? Omit<P, 'problem' | 'result' | 'finished' | 'kept' | 'requests'> & {
      readonly finished: readonly StepTiming[];
    }
  : never;

/** What is true in every state. */
export interface ProcessFacts {
  readonly id: ProcessId;
  /** How many times the process was written, counted from 1. A write with an old revision is refused. */
  readonly revision: number;
  readonly query: string;
  readonly engine: string;
  readonly engineVersion: number;
  readonly problem: JsonValue;
  readonly labels: Readonly<Record<string, string>>;
  /** Who started it; `null` where access is not controlled. */
  readonly owner: string | null;
  /** Names of the engine's steps, in order. */
  readonly plan: readonly string[];
  /** The finished steps, a prefix of `plan`. */
  readonly finished: readonly FinishedStep[];
  /** How many attempts the first unfinished step has had. */
  readonly attempt: number;
  /** When its last attempt began; `null` if there was none. */
  readonly stepStartedAt: number | null;
  /** How many of these attempts ended with the loss of their worker. */
  readonly workersLost: number;
  /** Why the last attempt at the first unfinished step failed; `null` if none has failed. */
  readonly lastError: ProcessError | null;
  /** What the first unfinished step has kept for its later attempts, by name: see `StepContext.once`. */
  readonly kept: JsonObject;
  /** Digest of the request, if the id was derived from an idempotency key: the same key must ask for the same. */
  readonly fingerprint: string | null;
  /** W3C trace context of the request that started the process. */
  readonly traceparent: string | null;
  /** The process fails if it is not settled by then; `null` for no such time. */
  readonly deadline: number | null;
  /** The closed requests to people, by id. */
  readonly requests: ClosedRequests;
  /** Who did what since the start, the oldest first: see `historyOf`. */
  readonly history: readonly HistoryEntry[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it was first begun. */
  readonly startedAt: number | null;
}

/** Waits to be begun by a worker. */
export interface PendingProcess extends ProcessFacts {
  readonly status: 'pending';
  /** Not to be begun before. */
  readonly runAt: number;
}

/** Belongs to the worker that runs it. */
export interface RunningProcess extends ProcessFacts {
  readonly status: 'running';
  readonly worker: WorkerId;
}

/** Waits for the answer to a question. */
export interface WaitingProcess extends ProcessFacts {
  readonly status: 'waiting';
  /** The question of the current step. */
  readonly request: OpenRequest;
}

/** Has a result; settled. */
export interface CompletedProcess extends ProcessFacts {
  readonly status: 'completed';
  readonly result: JsonValue;
  readonly completedAt: number;
}

/** Has an error; settled until somebody resumes it. */
export interface FailedProcess extends ProcessFacts {
  readonly status: 'failed';
  readonly error: ProcessError;
  readonly completedAt: number;
}

/** Was cancelled; settled until somebody resumes it. */
export interface CancelledProcess extends ProcessFacts {
  readonly status: 'cancelled';
  readonly completedAt: number;
}

/** When a step finished, and with how many attempts. */
export interface StepTiming {
  readonly name: string;
  readonly startedAt: number;
  readonly completedAt: number;
  readonly attempts: number;
}

/** A finished step with its output. */
export interface FinishedStep extends StepTiming {
  /** `null` for the last step: its output is the result of the process, which is stored once. */
  readonly output: JsonValue;
}

/** Why a step or a process failed. */
export interface ProcessError {
  readonly code: string;
  readonly message: string;
  /** The step that failed. */
  readonly step: string;
}

/**
 * Whether the process may be what kills its workers. One loss may be bad luck; after two it is run alone, so that it
 * cannot take other suspects with it.
 */
export function isSuspect(process: ProcessHead): boolean {
  return process.workersLost > 1;
}

/** The first unfinished step, or `null` when all are finished. */
export function currentStep(process: ProcessHead): string | null {
  return process.plan[process.finished.length] ?? null;
}

/** Outputs of the finished steps, by step name. */
export function outputsOf(process: DecisionProcess): JsonObject {
  return Object.fromEntries(process.finished.map(({ name, output }) => [name, output]));
}

/** Whether `stored` is the result of having written `next`: this tells a lost reply from a lost race. */
export function isSameWrite(stored: DecisionProcess, next: DecisionProcess): boolean {
  return (
    stored.revision === next.revision &&
    stored.status === next.status &&
    stored.updatedAt === next.updatedAt &&
    stored.finished.length === next.finished.length &&
    (stored.status !== 'running' || next.status !== 'running' || stored.worker === next.worker)
  );
}
