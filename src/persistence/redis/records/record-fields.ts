import type { JsonValue } from '../../../decisions/domain/json.js';

/** Fields and values of one stored hash. */
export type RecordFields = ReadonlyMap<string, string>;

/** A record cannot be understood. The fault names a field, never a value. */
export class UnreadableRecord extends Error {
  constructor(readonly fault: string) {
    super(fault);
    this.name = 'UnreadableRecord';
  }
}

/** Reads fields by name; whatever is missing or malformed is an `UnreadableRecord`. */
export class FieldReader {
  constructor(private readonly fields: RecordFields) {}

  has(field: string): boolean {
    return this.fields.has(field);
  }

  text(field: string): string {
    const value = this.fields.get(field);
    if (value === undefined) throw new UnreadableRecord(`${field} is missing`);
    return value;
  }

  optionalText(field: string): string | null {
    return this.fields.get(field) ?? null;
  }

  /** A whole number of at least `least`. */
  count(field: string, least: number): number {
    const value = this.whole(field);
    if (value < least) throw new UnreadableRecord(`${field} is less than ${least}`);
    return value;
  }

  /** Epoch milliseconds. */
  time(field: string): number {
    return this.whole(field);
  }

  optionalTime(field: string): number | null {
    return this.has(field) ? this.whole(field) : null;
  }

  json(field: string): JsonValue {
    return parseJson(this.text(field), field);
  }

  private whole(field: string): number {
    const text = this.text(field);
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
      throw new UnreadableRecord(`${field} is no whole number`);
    return value;
  }
}

/** What `JSON.parse` answers is JSON by definition: the one place where that is said to the compiler. */
function parseJson(text: string, field: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new UnreadableRecord(`${field} is not JSON`);
  }
}
