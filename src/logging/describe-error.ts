import { ProcessCorrupted } from '../decisions/domain/errors.js';
import { factsOf, isInstance, read } from '../decisions/domain/foreign/thrown.js';

/**
 * What a log says about an error. The message is left out: drivers and parsers quote addresses, commands and payloads
 * in it.
 */
export interface ErrorDescription {
  readonly type: string;
  /** Of the error, e.g. `store_unavailable` or `ECONNREFUSED`. */
  readonly code?: string;
  /** A fixed word of a store error, e.g. `timeout`. */
  readonly reason?: string;
  readonly process_id?: string;
  readonly fault?: string;
  readonly frames?: readonly string[];
  readonly cause?: ErrorDescription;
}

const WORD = /^[A-Za-z][\w.]{0,63}$/;
const MAX_CAUSES = 3;

/** The allow-list of what may be logged about an error, or about anything else that was thrown. Never throws. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!isInstance(error, Error)) return { type: typeof error };
  const { name, frames } = factsOf(error);
  const code = wordOf(error, 'code');
  const cause = read(error, 'cause');
  return {
    type: name,
    ...optional('code', code),
    ...optional('reason', wordOf(error, 'reason')),
    ...(isInstance(error, ProcessCorrupted) ? { process_id: error.id, fault: error.fault } : {}),
    ...(isExpected(code) ? {} : { frames }),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/** Errors of this service have a code in lower case: that says more than the place where they were thrown. */
function isExpected(code: string | undefined): boolean {
  return code !== undefined && !/[A-Z]/.test(code);
}

function wordOf(error: Error, property: string): string | undefined {
  const value = read(error, property);
  return typeof value === 'string' && WORD.test(value) ? value : undefined;
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}
