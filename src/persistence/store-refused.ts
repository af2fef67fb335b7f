/** Why a store could not be opened. Only with an `unreachable` one is there a choice of another. */
export type RefusalKind = 'unreachable' | 'credentials' | 'rights' | 'misconfigured';

/** The configured store cannot be used. The message is one line for the operator and contains no secret. */
export class StoreRefused extends Error {
  readonly code = 'store_refused';

  constructor(
    readonly kind: RefusalKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreRefused';
  }
}
