/** Injection token of the variables that are set, look like ones of this service, and are none. */
export const UNREAD_VARIABLES = Symbol('UNREAD_VARIABLES');

export interface UnreadVariable {
  readonly name: string;
  readonly meant: string;
  /** A sentence for the log. */
  readonly message: string;
}
