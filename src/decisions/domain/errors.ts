import type { ProcessId } from './ids.js';

/** The store did not answer, or refused for now: what was asked for may or may not have happened. */
export class StoreUnavailable extends Error {
  readonly code = 'store_unavailable';

  constructor(
    /** A fixed word for logs and health, e.g. `timeout`, `store_full`, `read_only`; never the driver's own text. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The process store is unavailable (${reason}).`, options);
    this.name = 'StoreUnavailable';
  }
}

/** A stored process cannot be read. It is kept for inspection and skipped by lists and workers. */
export class ProcessCorrupted extends Error {
  readonly code = 'process_corrupted';

  constructor(
    readonly id: ProcessId,
    /** What is wrong, without any stored value. */
    readonly fault: string,
    options?: ErrorOptions,
  ) {
    super(`Process ${id} cannot be read: ${fault}.`, options);
    this.name = 'ProcessCorrupted';
  }
}

/** A stored process was written by a later version of this software: it is left alone. */
export class NewerSchema extends Error {
  readonly code = 'newer_schema';

  constructor(
    readonly id: ProcessId,
    readonly schema: number,
  ) {
    super(`Process ${id} was written with schema ${schema}, which this version does not know.`);
    this.name = 'NewerSchema';
  }
}

/** A page cursor that this service never gave out. */
export class InvalidCursor extends Error {
  readonly code = 'invalid_cursor';

  constructor() {
    super('The cursor was not issued by this service.');
    this.name = 'InvalidCursor';
  }
}
