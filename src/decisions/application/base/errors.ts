import type { ProcessStatus } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import { PermanentStepError } from '../../domain/ports/decision-engine.js';
import type { ProcessVersion } from '../../domain/process-version.js';
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
