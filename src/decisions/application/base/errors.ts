import type { ProcessStatus } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import { PermanentStepError } from '../../domain/ports/decision-engine.js';
import type { ProcessVersion } from '../../domain/process-version.js';
import type { ClosedRequest } from '../../domain/waiting/requests.js';
import type { RejectionReason } from '../../domain/transitions.js';

/** There is no such process, for this caller. */
export class ProcessNotFound extends Error {
  readonly code = 'process_not_found';

  constructor(readonly id: string) {
    super('There is no process with this id.');
    this.name = 'ProcessNotFound';
  }
}

/** The process has no such step, or the step has not finished. */
export class StepNotFound extends Error {
  readonly code = 'step_not_found';

  constructor(plan: readonly string[], isPlanned: boolean) {
    super(
      isPlanned
        ? 'The step has not finished: there is no output yet.'
        : `The process has no step of this name; there are: ${plan.join(', ')}.`,
    );
    this.name = 'StepNotFound';
  }
}

/** The caller has as many unsettled processes as one caller may have. Nothing was stored. */
export class TooManyUnsettled extends Error {
  readonly code = 'too_many_unsettled';

  constructor(limit: number) {
    super(`At most ${limit} processes of one caller may be under way; try again when some have settled.`);
    this.name = 'TooManyUnsettled';
  }
}

/** All callers together have as many unsettled processes as the service takes. Nothing was stored. */
export class Overloaded extends Error {
  readonly code = 'overloaded';

  constructor() {
    super('The service has as many processes under way as it takes; try again later.');
    this.name = 'Overloaded';
  }
}

/** The store keeps its last room for what is running. Nothing was stored. */
export class StoreNearlyFull extends Error {
  readonly code = 'store_nearly_full';

  constructor() {
    super('The process store is nearly full: what runs goes on, new work is taken again when there is room.');
    this.name = 'StoreNearlyFull';
  }
}

/** This instance has no engine of that name. */
export class UnknownEngine extends Error {
  readonly code = 'unknown_engine';

  constructor(
    readonly engine: string,
    readonly known: readonly string[],
  ) {
    super(`There is no engine of this name; there are: ${known.join(', ')}.`);
    this.name = 'UnknownEngine';
  }
}

/** The state of the process does not allow what was asked. */
export class TransitionRefused extends Error {
  readonly code: RejectionReason | 'not_settled';

  constructor(
    readonly id: ProcessId,
    reason: RejectionReason | 'not_settled',
    readonly status: ProcessStatus,
  ) {
    super(`Process ${id} is ${status}.`);
    this.code = reason;
    this.name = 'TransitionRefused';
  }
}

/** The times given for a process contradict each other. Nothing was stored. */
export class InvalidTimes extends Error {
  readonly code = 'invalid_request';
  readonly faults: readonly { readonly path: string; readonly message: string }[];

  constructor(path: 'run_at' | 'deadline', message: string) {
    super(`${path} ${message}`);
    this.name = 'InvalidTimes';
    this.faults = [{ path, message }];
  }
}

/** There is no such request, for this caller. */
export class RequestNotFound extends Error {
  readonly code = 'request_not_found';

  constructor() {
    super('The process has made no request with this id.');
    this.name = 'RequestNotFound';
  }
}

/** The request cannot be answered any more: somebody else was first, or it was closed. */
export class RequestClosed extends Error {
  readonly code: 'already_answered' | 'request_closed';

  constructor({ id, closing, closedAt, answer }: ClosedRequest) {
    const at = new Date(closedAt).toISOString();
    const by = answer?.by ?? null;
    const isAnswered = closing === 'answered';
    super(
      isAnswered
        ? `The request ${id} was answered${by === null ? '' : ` by ${by}`} at ${at}.`
        : `The request ${id} was closed at ${at}: ${CLOSED[closing]}.`,
    );
    this.code = isAnswered ? 'already_answered' : 'request_closed';
    this.name = 'RequestClosed';
  }
}

const CLOSED = {
  expired: 'nobody had answered in time',
  cancelled: 'the process was cancelled',
  deadline_exceeded: 'the process was over its deadline',
} as const;

/** The request has expired, although no instance has closed it yet. */
export class RequestExpired extends Error {
  readonly code = 'request_closed';

  constructor(id: string) {
    super(`The request ${id} has expired.`);
    this.name = 'RequestExpired';
  }
}

/** The caller is not one of those who may answer. */
export class AnswerRefused extends Error {
  constructor(
    readonly code: 'forbidden' | 'four_eyes',
    roles: readonly string[],
  ) {
    super(
      code === 'forbidden'
        ? `To answer takes one of the roles ${roles.join(', ')}.`
        : 'The person who started the process may not answer this, and neither may a caller without a name.',
    );
    this.name = 'AnswerRefused';
  }
}

/** The answer refers to other evidence than what is stored with the question. */
export class EvidenceMismatch extends Error {
  readonly code = 'evidence_mismatch';

  constructor(readonly digest: string) {
    super(`The evidence has the digest ${digest}: look at it again.`);
    this.name = 'EvidenceMismatch';
  }
}

/** The answer does not fit the question. */
export class InvalidAnswer extends Error {
  readonly code = 'invalid_answer';

  constructor(readonly faults: readonly { readonly path: string; readonly message: string }[]) {
    super(faults.map(({ path, message }) => `${path} ${message}`).join('; '));
    this.name = 'InvalidAnswer';
  }
}

/** The caller's condition on the revision does not hold. */
export class RevisionMismatch extends Error {
  readonly code = 'revision_mismatch';

  constructor(
    readonly id: ProcessId,
    /** What is stored instead. */
    readonly stored: ProcessVersion,
  ) {
    super(`Process ${id} is at revision ${stored.revision}.`);
    this.name = 'RevisionMismatch';
  }
}

/** Other writers changed the process several times while this request tried to. */
export class ConcurrentUpdate extends Error {
  readonly code = 'concurrent_update';

  constructor(readonly id: ProcessId) {
    super(`Process ${id} is being changed by others; try again.`);
    this.name = 'ConcurrentUpdate';
  }
}

/** An idempotency key came back with another request. */
export class IdempotencyConflict extends Error {
  readonly code = 'idempotency_conflict';

  constructor(readonly id: ProcessId) {
    super('This idempotency key was used for another request.');
    this.name = 'IdempotencyConflict';
  }
}

/** An engine does not do what its contract demands, whatever the request: the engine is at fault, not the caller. */
export class EngineFaulty extends PermanentStepError {
  constructor(engine: string, version: number, fault: string, options?: ErrorOptions) {
    super('engine_faulty', `Engine ${engine}, version ${version}, is faulty: ${fault}.`, options);
    this.name = 'EngineFaulty';
  }
}
