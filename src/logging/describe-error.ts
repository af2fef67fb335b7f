import { ProcessCorrupted } from '../decisions/domain/errors.js';

/** What a log says of an error. There is no message: drivers and parsers quote addresses, commands and payloads in it. */
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
const MAX_FRAMES = 12;
const MAX_CAUSES = 3;

/** The allow-list of what may be logged of an error. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = wordOf(error, 'code');
  return {
    type: wordOf(error, 'name') ?? 'Error',
    ...optional('code', code),
    ...optional('reason', wordOf(error, 'reason')),
    ...(error instanceof ProcessCorrupted ? { process_id: error.id, fault: error.fault } : {}),
    ...(isExpected(code) ? {} : { frames: framesOf(error) }),
    ...(error.cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** Errors of this service carry a code in lower case: that says more than where they came from. */
function isExpected(code: string | undefined): boolean {
  return code !== undefined && !/[A-Z]/.test(code);
}

function wordOf(error: Error, property: string): string | undefined {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' && WORD.test(value) ? value : undefined;
}

function framesOf({ stack = '', message }: Error): string[] {
  const frames = stack.replace(message, '').split('\n');
  return frames
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}
