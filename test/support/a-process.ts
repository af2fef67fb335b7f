import { v7 } from 'uuid';
import type {
  CancelledProcess,
  CompletedProcess,
  DecisionProcess,
  FailedProcess,
  PendingProcess,
  ProcessError,
  RunningProcess,
} from '../../src/decisions/domain/decision-process.js';
import {
  type ProcessId,
  parseProcessId,
  parseWorkerId,
  type WorkerId,
} from '../../src/decisions/domain/ids.js';
import type { JsonValue } from '../../src/decisions/domain/json.js';
import {
  begin,
  cancel,
  checkpoint,
  complete,
  failStep,
  isRejection,
  type NewProcess,
  open,
  release,
  type Transition,
} from '../../src/decisions/domain/transitions.js';

/** When processes of tests are created unless they say otherwise; epoch milliseconds. */
export const CREATED = Date.UTC(2026, 0, 1);

/** What a test cares about; everything else gets a fitting value. Every process is built by the real transitions. */
export interface ProcessSketch extends Partial<NewProcess> {
  readonly createdAt?: number;
  /** When the later transitions happen; `createdAt` unless given. */
  readonly at?: number;
  /** Not to be begun before; only pending processes have it. */
  readonly runAt?: number;
  readonly worker?: WorkerId;
  /** Outputs of the steps that are finished already. */
  readonly outputs?: readonly JsonValue[];
  readonly result?: JsonValue;
  readonly error?: Partial<ProcessError>;
}

/** @param digit the last one, which decides where a store keeps the process */
export function aProcessId(digit = ''): ProcessId {
  const id = v7();
  return present(parseProcessId(id.slice(0, id.length - digit.length) + digit));
}

export function aWorkerId(): WorkerId {
  return present(parseWorkerId(`worker-${v7()}`));
}

export function aNewProcess(sketch: ProcessSketch = {}): NewProcess {
  return {
    id: sketch.id ?? aProcessId(),
    query: sketch.query ?? 'Which supplier should we sign?',
    engine: sketch.engine ?? 'analytic',
    engineVersion: sketch.engineVersion ?? 1,
    problem: sketch.problem === undefined ? { alternatives: ['Alpha', 'Beta'] } : sketch.problem,
    labels: sketch.labels ?? {},
    owner: sketch.owner ?? null,
    plan: sketch.plan ?? ['frame', 'score', 'recommend'],
    fingerprint: sketch.fingerprint ?? null,
    traceparent: sketch.traceparent ?? null,
    deadline: sketch.deadline ?? null,
  };
}

export function aPendingProcess(sketch: ProcessSketch = {}): PendingProcess {
  const pending = open(aNewProcess(sketch), sketch.createdAt ?? CREATED);
  return { ...pending, runAt: sketch.runAt ?? pending.runAt };
}

/** A waiting process that has lost `workersLost` workers. */
export function aProcessThatLost(workersLost: number, sketch: ProcessSketch = {}): PendingProcess {
  const worker = sketch.worker ?? aWorkerId();
  let pending = aPendingProcess(sketch);
  for (let lost = 0; lost < workersLost; lost++) {
    const now = pending.runAt;
    const running = accepted(begin(pending, worker, now));
    const loss = { worker, reason: 'worker_lost', maxAttempts: workersLost + 1, runAt: now } as const;
    const released = accepted(release(running, loss, now));
    if (released.status !== 'pending') throw new Error('A loss with attempts left settled the process.');
    pending = released;
  }
  return pending;
}

/** A process whose current step failed once and is to be tried again at `runAt`. */
export function aRetryingProcess(sketch: ProcessSketch = {}): PendingProcess {
  const running = aRunningProcess(sketch);
  const retryAt = sketch.runAt ?? running.updatedAt + 1_000;
  const failure = { worker: running.worker, error: anError(running, sketch.error), retryAt };
  const retrying = accepted(failStep(running, failure, running.updatedAt));
  if (retrying.status !== 'pending') throw new Error('A failure with a retry left the process settled.');
  return retrying;
}

export function aRunningProcess(sketch: ProcessSketch = {}): RunningProcess {
  const pending = open(aNewProcess(sketch), sketch.createdAt ?? CREATED);
  const begun = accepted(begin(pending, sketch.worker ?? aWorkerId(), sketch.at ?? pending.createdAt));
  return (sketch.outputs ?? []).reduce<RunningProcess>(withCheckpoint, begun);
}

export function aCompletedProcess(sketch: ProcessSketch = {}): CompletedProcess {
  const running = aRunningProcess(sketch);
  const missing = running.plan.slice(running.finished.length, -1);
  const last = missing.reduce((process, step) => withCheckpoint(process, `output of ${step}`), running);
  return withResult(last, sketch.result === undefined ? { recommended: 'Alpha' } : sketch.result);
}

export function aFailedProcess(sketch: ProcessSketch = {}): FailedProcess {
  const running = aRunningProcess(sketch);
  const failure = { worker: running.worker, error: anError(running, sketch.error), retryAt: null };
  const failed = accepted(failStep(running, failure, running.updatedAt));
  if (failed.status !== 'failed') throw new Error('A failure without a retry left the process unsettled.');
  return failed;
}

export function aCancelledProcess(sketch: ProcessSketch = {}): CancelledProcess {
  const running = aRunningProcess(sketch);
  return accepted(cancel(running, running.updatedAt));
}

/** The running process after its current step stored `output`. */
export function withCheckpoint(running: RunningProcess, output: JsonValue): RunningProcess {
  return accepted(checkpoint(running, successOf(running, output), running.updatedAt));
}

/** The running process, at its last step, after it stored its result. */
export function withResult(running: RunningProcess, result: JsonValue): CompletedProcess {
  return accepted(complete(running, successOf(running, result), running.updatedAt));
}

/** The next process of a transition that the test expects to be legal. */
export function accepted<P extends DecisionProcess>(transition: Transition<P>): P {
  if (isRejection(transition)) throw new Error(`The transition was rejected: ${transition.rejected}.`);
  return transition;
}

export function stepOf(process: DecisionProcess): string {
  return present(process.plan[process.finished.length] ?? null);
}

function successOf(running: RunningProcess, output: JsonValue) {
  return { worker: running.worker, step: stepOf(running), output, startedAt: running.updatedAt };
}

function anError(running: RunningProcess, error: Partial<ProcessError> = {}): ProcessError {
  return { code: 'step_failed', message: 'The step failed.', step: stepOf(running), ...error };
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('A test built something that is not there.');
  return value;
}
