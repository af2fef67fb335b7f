import {
  type DecisionProcess,
  isSettled,
  type ProcessError,
  type ProcessFacts,
  type ProcessHead,
} from './decision-process.js';
import type { ProcessId, WorkerId } from './ids.js';
import type { JsonText } from './json.js';
import type { ProcessStatus } from './process-status.js';
import type { OpenRequest } from './waiting/requests.js';

/** What a status shows of a process: everything but its problem and the outputs of its steps. */
export interface ProcessReport {
  readonly head: ProcessHead;
  /** `null` unless it is completed. */
  readonly result: JsonText | null;
}

/** A process with what it has asked, without what else may be large. A whole process is one, too. */
export type AskingProcess = ProcessHead & Pick<ProcessFacts, 'requests'>;

/** What a list shows of a process: everything but its problem, outputs and result. */
export interface ProcessSummary {
  readonly id: ProcessId;
  readonly status: ProcessStatus;
  readonly revision: number;
  readonly query: string;
  readonly engine: string;
  readonly engineVersion: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly owner: string | null;
  readonly plan: readonly string[];
  readonly finishedSteps: number;
  readonly attempt: number;
  readonly worker: WorkerId | null;
  readonly error: ProcessError | null;
  readonly lastError: ProcessError | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly updatedAt: number;
  /** Not to be begun before; `null` unless it is pending. */
  readonly runAt: number | null;
  readonly deadline: number | null;
  /** What is asked; `null` unless it is waiting. */
  readonly request: OpenRequest | null;
  readonly completedAt: number | null;
}

/** The parts of a process that a list shows. */
export function summaryOf(process: ProcessHead): ProcessSummary {
  return {
    id: process.id,
    status: process.status,
    revision: process.revision,
    query: process.query,
    engine: process.engine,
    engineVersion: process.engineVersion,
    labels: process.labels,
    owner: process.owner,
    plan: process.plan,
    finishedSteps: process.finished.length,
    attempt: process.attempt,
    worker: process.status === 'running' ? process.worker : null,
    error: process.status === 'failed' ? process.error : null,
    lastError: process.lastError,
    createdAt: process.createdAt,
    startedAt: process.startedAt,
    updatedAt: process.updatedAt,
    runAt: process.status === 'pending' ? process.runAt : null,
    deadline: process.deadline,
    request: process.status === 'waiting' ? process.request : null,
    completedAt: isSettled(process) ? process.completedAt : null,
  };
}

/** The parts of a process that a status shows. */
export function reportOf(process: DecisionProcess): ProcessReport {
  const result = process.status === 'completed' ? JSON.stringify(process.result) : null;
  return { head: process, result: result as JsonText | null };
}
