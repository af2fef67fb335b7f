export const STORE_DESCRIPTION = Symbol('STORE_DESCRIPTION');

/** What the store in use promises, as callers are told it. */
export interface StoreDescription {
  readonly kind: 'memory' | 'redis';
  /** Whether an accepted process survives the end of this instance. */
  readonly durable: boolean;
}
