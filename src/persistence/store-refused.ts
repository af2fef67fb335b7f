/** Why a store could not be opened. Only an `unreachable` one leaves the choice of another. */
export type RefusalKind = 'unreachable' | 'credentials' | 'rights' | 'misconfigured';

/** The store that was asked for cannot be used. The message is one line for the operator and holds no secret. */
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
