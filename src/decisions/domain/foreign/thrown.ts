/** What can be said of something that was thrown: plain text that every store, log and answer can carry. */
export interface ThrownFacts {
  /** Its class if it has one, otherwise its type: `TypeError`, `string`, `null`. */
  readonly name: string;
  /** Its message, as text; empty if it has none. */
  readonly message: string;
  /** Its own code, e.g. `ECONNREFUSED`; a number becomes text. */
  readonly code: string | null;
  /** Where it was thrown, one line a frame, without the message; empty for anything but an error. */
  readonly frames: readonly string[];
  /**
   * Whether the message is the text of an error object. Drivers write hosts, credentials and commands into theirs; a
   * thrown string or plain object contains what the author of the engine wrote.
   */
  readonly isErrorText: boolean;
  /** Its cause, if it has one. */
  readonly cause: ThrownFacts | null;
}

const MAX_MESSAGE_LENGTH = 1_000;
const MAX_CODE_LENGTH = 64;
const MAX_FRAMES = 12;
const MAX_CAUSES = 3;
/**
 * How many members of an object are read that stands for a message: enough for any message, few enough for any object.
 */
const MAX_MEMBERS = 1_000;

const NAME = /^[A-Za-z][\w.]{0,63}$/;

/**
 * Describes anything that can be thrown: errors, strings, objects whose getters or traps throw, `null`. Never throws,
 * and takes limited time and space.
 */
export function factsOf(thrown: unknown, depth = 0): ThrownFacts {
  const message = read(thrown, 'message');
  const cause = read(thrown, 'cause');
  return {
    name: nameOf(thrown),
    message: cleanText(messageOf(thrown, message), MAX_MESSAGE_LENGTH),
    code: codeOf(read(thrown, 'code')),
    frames: framesOf(read(thrown, 'stack'), message),
    isErrorText: typeof message === 'string' && isError(thrown),
    cause: cause === undefined || depth >= MAX_CAUSES ? null : factsOf(cause, depth + 1),
  };
}

/** A property of anything; `undefined` where there is none or reading it throws. */
export function read(value: unknown, property: PropertyKey): unknown {
  try {
    return value === null || value === undefined
      ? undefined
      : (Reflect.get(Object(value), property) as unknown);
  } catch {
    return undefined;
  }
}

/** `instanceof` that never throws, which it does for a proxy whose traps throw. */
export function isInstance<T>(value: unknown, type: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}

/** Text without NUL and unpaired surrogates, cut between two characters. */
export function cleanText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(/\0|\p{Cs}/gu, '');
}

function isError(thrown: unknown): boolean {
  return isInstance(thrown, Error) || typeof read(thrown, 'stack') === 'string';
}

function nameOf(thrown: unknown): string {
  if (thrown === null) return 'null';
  const name = typeof thrown === 'object' ? read(thrown, 'name') : undefined;
  return typeof name === 'string' && NAME.test(name) ? name : typeof thrown;
}

function messageOf(thrown: unknown, message: unknown): string {
  if (typeof message === 'string') return message;
  return textOf(message) || textOf(isError(thrown) ? undefined : thrown);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return value === null ? '' : jsonText(value);
  return value === undefined || typeof value === 'function' ? '' : primitiveText(value as Primitive);
}

type Primitive = number | bigint | boolean | symbol;

function primitiveText(value: Primitive): string {
  return String(value);
}

function jsonText(value: object): string {
  const seen = new WeakSet();
  let members = 0;
  const printable = (_name: string, member: unknown): unknown => {
    if (++members > MAX_MEMBERS) throw new RangeError('too many members');
    if (typeof member !== 'object' || member === null)
      return JSON_TYPES.has(typeof member) ? member : String(member);
    if (seen.has(member)) return '…';
    seen.add(member);
    return member;
  };
  try {
    const text = JSON.stringify(value, printable);
    return text === '{}' ? '' : text;
  } catch {
    return '';
  }
}

const JSON_TYPES = new Set(['string', 'number', 'boolean', 'object', 'undefined']);

function codeOf(code: unknown): string | null {
  if (typeof code !== 'string' && typeof code !== 'number' && typeof code !== 'bigint') return null;
  return cleanText(String(code), MAX_CODE_LENGTH) || null;
}

function framesOf(stack: unknown, message: unknown): readonly string[] {
  if (typeof stack !== 'string') return [];
  const trace = typeof message === 'string' ? stack.replace(message, '') : stack;
  return trace
    .slice(0, 16_000)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => cleanText(line.trim(), 300));
}
