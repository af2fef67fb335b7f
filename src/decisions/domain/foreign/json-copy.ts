import { type JsonValue, setMember } from '../json.js';
import { nameOfType } from './type-name.js';

/** Something JSON cannot carry. The message says where it is and what it is: `output.score is a Promise`. */
export class NotJson extends Error {
  constructor(
    readonly path: string,
    readonly fault: string,
  ) {
    super(`${path} ${fault}`);
    this.name = 'NotJson';
  }
}

/** More than is allowed. */
export class TooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`It is larger than ${maxBytes} bytes.`);
    this.name = 'TooLarge';
  }
}

/** What the value is called where it is refused, and how large it may be. */
export interface JsonCopyOptions {
  /** What the value is called in messages, e.g. `output`. */
  readonly root: string;
  /** What is larger than this as JSON text is not copied completely. */
  readonly maxBytes: number;
}

/** As deep as the parsers of other languages go by default. */
export const MAX_JSON_DEPTH = 500;

/**
 * Copies a value of foreign code if JSON can carry all of it: text, finite numbers, booleans, `null`, lists and plain
 * objects. Each property is read once, so what is checked is what is kept, and the copy equals what any store hands
 * back.
 *
 * An object with a `toJSON` method says by itself how it is carried, e.g. a valid `Date` as text. Negative zero, which
 * JSON text has no reader-proof form for, becomes zero.
 *
 * @throws NotJson for everything JSON would drop, change or turn into `{}` or `null`: `undefined`, functions, symbols,
 *   bigints, NaN, promises, maps, instances of classes, holes, cycles, NUL and unpaired surrogates in text
 * @throws TooLarge
 */
export function jsonCopy(value: unknown, options: JsonCopyOptions): JsonValue {
  return new JsonCopy(options).of(value);
}

class JsonCopy {
  private readonly path: (string | number)[] = [];
  private readonly parents: object[] = [];
  private bytesLeft: number;

  constructor(private readonly options: JsonCopyOptions) {
    this.bytesLeft = options.maxBytes;
  }

  of(value: unknown): JsonValue {
    try {
      return this.copy(value);
    } catch (error) {
      if (error instanceof NotJson || error instanceof TooLarge) throw error;
      throw this.fault('cannot be read');
    }
  }

  private copy(value: unknown): JsonValue {
    this.count(1);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'object') return this.object(value, true);
    if (typeof value !== 'number') {
      throw this.fault(value === undefined ? 'is undefined' : `is a ${typeof value}`);
    }
    if (!Number.isFinite(value)) throw this.fault(`is ${value}`);
    return value === 0 ? 0 : value;
  }

  private object(value: object, mayHaveToJson: boolean): JsonValue {
    const { then, toJSON } = value as { then?: unknown; toJSON?: unknown };
    if (typeof then === 'function') throw this.fault('is a Promise');
    if (mayHaveToJson && typeof toJSON === 'function') return this.carried(value, toJSON as ToJson);
    const isArray = Array.isArray(value);
    if (!isArray && !isPlain(value)) throw this.fault(`is ${nameOfType(value)}`);
    this.enter(value);
    const copy = isArray ? this.list(value) : this.members(value as Readonly<Record<string, unknown>>);
    this.parents.pop();
    return copy;
  }

  /** What an object with a `toJSON` method is carried as. The answer's own `toJSON` is not called. */
  private carried(value: object, toJSON: ToJson): JsonValue {
    if (value instanceof Date && Number.isNaN(value.getTime())) throw this.fault('is an invalid Date');
    const carried: unknown = toJSON.call(value, String(this.path.at(-1) ?? ''));
    return typeof carried === 'object' && carried !== null ? this.object(carried, false) : this.copy(carried);
  }

  private list(value: readonly unknown[]): JsonValue {
    this.refuseSymbols(value);
    const names = Object.keys(value);
    if (names.length !== value.length || names.some((name, nth) => name !== String(nth)))
      this.refuseUneven(value);
    return names.map((_name, nth) => this.member(value, nth));
  }

  private members(value: Readonly<Record<string, unknown>>): JsonValue {
    this.refuseSymbols(value);
    const copy: Record<string, JsonValue> = {};
    for (const name of Object.keys(value)) {
      this.count(name.length + 3);
      if (!isSound(name)) throw this.fault('has a member whose name has NUL or an unpaired surrogate');
      setMember(copy, name, this.member(value, name));
    }
    return copy;
  }

  private member(holder: object, name: string | number): JsonValue {
    this.path.push(name);
    const copy = this.copy((holder as Readonly<Record<string | number, unknown>>)[name]);
    this.path.pop();
    return copy;
  }

  private text(value: string): string {
    this.count(value.length);
    if (!isSound(value)) throw this.fault('has NUL or an unpaired surrogate in its text');
    return value;
  }

  private enter(value: object): void {
    this.parents.push(value);
    if (this.parents.length <= MAX_JSON_DEPTH) return;
    const seen = new Set<object>();
    const again = this.parents.findIndex((parent) => seen.size === seen.add(parent).size);
    if (again === -1) throw this.fault(`is nested more than ${MAX_JSON_DEPTH} levels deep`, 0);
    throw this.fault('contains itself', again);
  }

  private refuseSymbols(value: object): void {
    const symbols = Object.getOwnPropertySymbols(value);
    if (symbols.some((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol))) {
      throw this.fault('has a member named by a symbol');
    }
  }

  /** A list with holes, or with members beside its items. */
  private refuseUneven(value: readonly unknown[]): never {
    const hole = Array.prototype.findIndex.call(value, (_item, nth) => !Object.hasOwn(value, nth));
    if (hole !== -1) {
      this.path.push(hole);
      throw this.fault('is a hole in the list');
    }
    const extra = Object.keys(value).find((name, nth) => name !== String(nth));
    throw this.fault(`is a list with a member "${String(extra)}" beside its items`);
  }

  /** A lower bound of the bytes of the text: what is refused for its size is certainly too large. */
  private count(bytes: number): void {
    this.bytesLeft -= bytes;
    if (this.bytesLeft < 0) throw new TooLarge(this.options.maxBytes);
  }

  private fault(fault: string, depth = this.path.length): NotJson {
    return new NotJson(`${this.options.root}${pathText(this.path.slice(0, depth))}`, fault);
  }
}

type ToJson = (name: string) => unknown;

const MAX_PATH_LENGTH = 200;

function pathText(path: readonly (string | number)[]): string {
  const text = path
    .map((name) => {
      if (typeof name === 'number') return `[${name}]`;
      return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
    })
    .join('');
  return text.length <= MAX_PATH_LENGTH ? text : `${text.slice(0, MAX_PATH_LENGTH)}…`;
}

/** Whether it has no class: its prototype is that of `{}`, in any realm, or there is none. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
}

function isSound(text: string): boolean {
  return !UNSOUND.test(text);
}

const UNSOUND = /\0|\p{Cs}/u;
