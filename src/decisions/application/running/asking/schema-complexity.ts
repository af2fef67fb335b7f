import type { JsonObject, JsonValue } from '../../../domain/json.js';

const MAX_BYTES = 16 * 1024;
const MAX_DEPTH = 16;
const MAX_VALUES = 1_000;
/**
 * With these a small schema can take a practically endless time: references can be circular, an expression can try
 * every combination, and unique items are compared each with each.
 */
const REFUSED: Readonly<Record<string, string>> = {
  $ref: 'string',
  $dynamicRef: 'string',
  $recursiveRef: 'string',
  $id: 'string',
  $async: 'boolean',
  pattern: 'string',
  patternProperties: 'object',
  uniqueItems: 'boolean',
};

/** What makes a schema too expensive to check data with; `null` if nothing does. */
export function complexityFault(schema: JsonObject): string | null {
  if (Buffer.byteLength(JSON.stringify(schema)) > MAX_BYTES) return `it is larger than ${MAX_BYTES} bytes`;
  let values = 0;
  const faultIn = (value: JsonValue, depth: number): string | null => {
    if (typeof value !== 'object' || value === null) return null;
    if (depth > MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} deep`;
    if (++values > MAX_VALUES) return `it has more than ${MAX_VALUES} parts`;
    const own = Array.isArray(value) ? null : keywordFault(value as JsonObject);
    return own ?? firstFault(Object.values(value), depth);
  };
  const firstFault = (members: readonly JsonValue[], depth: number) => {
    for (const member of members) {
      const fault = faultIn(member, depth + 1);
      if (fault !== null) return fault;
    }
    return null;
  };
  return faultIn(schema, 1);
}

/** A property may have the name of a keyword: its value is then a schema, which is an object. */
function keywordFault(part: JsonObject): string | null {
  const refused = Object.keys(REFUSED).find(
    (keyword) => Object.hasOwn(part, keyword) && typeof part[keyword] === REFUSED[keyword],
  );
  return refused === undefined ? null : `it must not use ${refused}`;
}
