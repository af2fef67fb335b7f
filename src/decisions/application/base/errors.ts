import type { ProcessStatus } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import { PermanentStepError } from '../../domain/ports/decision-engine.js';
import type { ProcessVersion } from '../../domain/process-version.js';
import type { RejectionReason } from '../../domain/transitions.js';

export class ProcessNotFound extends Error {
  readonly code = 'process_not_found';

  constructor(readonly id: string) {
    super('There is no process with this id.');
    this.name = 'ProcessNotFound';
  }
}

/** The process has no such step, or it has not finished. */
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

/** The caller has as many processes under way as one may have. Nothing was stored. */
export class TooManyUnsettled extends Error {
  readonly code = 'too_many_unsettled';

  constructor(limit: number) {
    super(`At most ${limit} processes of one caller may be under way; try again when some have settled.`);
    this.name = 'TooManyUnsettled';
  }
}

/** All callers together have as many processes under way as the service takes. Nothing was stored. */
export class Overloaded extends Error {
  readonly code = 'overloaded';

  constructor() {
    super('The service has as many processes under way as it takes; try again later.');
    this.name = 'Overloaded';
  }
}

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

/** Others wrote the process faster than this request could, several times over. */
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

/** An engine does not do what the contract asks of it, whatever the request: a fault of the engine, not of the caller. */
export class EngineFaulty extends PermanentStepError {
  constructor(engine: string, version: number, fault: string, options?: ErrorOptions) {
    super('engine_faulty', `Engine ${engine}, version ${version}, is faulty: ${fault}.`, options);
    this.name = 'EngineFaulty';
  }
}
