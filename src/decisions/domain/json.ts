/** What can cross a process boundary unchanged (RFC 8259): problems, step outputs and results are made of it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

declare const brand: unique symbol;

/** A JSON text that is known to be well-formed: it can be handed on without being parsed. */
export type JsonText = string & { readonly [brand]: 'JsonText' };

export interface JsonObject {
  readonly [key: string]: JsonValue;
}
