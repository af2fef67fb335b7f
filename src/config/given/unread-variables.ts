/** Injection token of the variables that are set and look like ones of this service, but are not. */
export const UNREAD_VARIABLES = Symbol('UNREAD_VARIABLES');

/** A variable that is set and that nobody reads. */
export interface UnreadVariable {
  readonly name: string;
  readonly meant: string;
  /** A sentence for the log. */
  readonly message: string;
}
