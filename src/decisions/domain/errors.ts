import type { ProcessId } from './ids.js';

/** What is known of a call that the store did not carry out. */
export interface StoreFailure extends ErrorOptions {
  /** The store refused it. */
  readonly isRefusal?: boolean;
  /**
   * What the reason is about, e.g. the command that is not allowed. It contains no address and nothing that is stored.
   */
  readonly detail?: string | undefined;
}

/**
 * The store did not do what was asked for. After a refusal nothing was stored or changed; otherwise it gave no answer,
 * and what was asked for may have happened.
 */
export class StoreUnavailable extends Error {
  readonly code = 'store_unavailable';
  readonly isRefusal: boolean;
  readonly detail: string | undefined;

  constructor(
    /** A fixed word for logs and health, e.g. `timeout`, `store_full`, `read_only`; never the driver's own text. */
    readonly reason: string,
    { isRefusal = false, detail, ...options }: StoreFailure = {},
  ) {
    super(
      `The process store is unavailable (${detail === undefined ? reason : `${reason}: ${detail}`}).`,
      options,
    );
    this.name = 'StoreUnavailable';
    this.isRefusal = isRefusal;
    this.detail = detail;
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

/** A stored process was written by a later version of this software. It is not touched. */
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

/** A page cursor that this service never issued. */
export class InvalidCursor extends Error {
  readonly code = 'invalid_cursor';

  constructor() {
    super('The cursor was not issued by this service.');
    this.name = 'InvalidCursor';
  }
}
