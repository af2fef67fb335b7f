import type { JsonValue } from '../../../decisions/domain/json.js';
import type { HashFields } from '../server/replies.js';

/** Fields and values of one record. */
export type RecordFields = HashFields;

/** A record cannot be understood. The fault names a field, never a value. */
export class UnreadableRecord extends Error {
  constructor(readonly fault: string) {
    super(fault);
    this.name = 'UnreadableRecord';
  }
}

/** @throws UnreadableRecord if there is no such field */
export function textOf(fields: RecordFields, field: string): string {
  const value = fields.get(field);
  if (value === undefined) throw new UnreadableRecord(`${field} is missing`);
  return value;
}

/** @throws UnreadableRecord if the field is missing or has anything but a whole number of at least `least` */
export function wholeOf(fields: RecordFields, field: string, least = -Infinity): number {
  const text = textOf(fields, field);
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new UnreadableRecord(`${field} is no whole number`);
  if (value < least) throw new UnreadableRecord(`${field} is less than ${least}`);
  return value;
}

/**
 * What `JSON.parse` answers is JSON by definition: only here is the compiler told so.
 *
 * @throws UnreadableRecord
 */
export function parseJson(text: string, field: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new UnreadableRecord(`${field} is not JSON`);
  }
}
