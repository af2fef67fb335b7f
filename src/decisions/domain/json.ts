/** What can cross a process boundary unchanged (RFC 8259): problems, step outputs and results are made of it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}
