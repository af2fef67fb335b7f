/** The token under which the description of the opened store is injected. */
export const STORE_DESCRIPTION = Symbol('STORE_DESCRIPTION');

/** What the store in use promises, as callers are told. */
export interface StoreDescription {
  /** A word for what it is, e.g. `redis`. */
  readonly kind: string;
  /** Whether an accepted process survives the end of this instance. */
  readonly durable: boolean;
}
