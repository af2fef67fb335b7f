/** What can cross a process boundary unchanged (RFC 8259): problems, step outputs and results are made of it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

declare const brand: unique symbol;

/** A JSON text that is known to be well-formed: it can be passed on without being parsed. */
export type JsonText = string & { readonly [brand]: 'JsonText' };

/** An object of JSON values, never an array. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A copy that shares nothing with the original: it may be changed. */
export function ownCopy(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(ownCopy);
  const copy: Record<string, JsonValue> = {};
  for (const name of Object.keys(value)) setMember(copy, name, ownCopy(value[name] as JsonValue));
  return copy;
}

/** Sets an own member of any name: a plain assignment to `__proto__` would set the prototype. */
export function setMember(object: Record<string, JsonValue>, name: string, value: JsonValue): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

/** Whether a value is an object, and not an array or `null`. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
