import type { JsonObject, JsonValue } from '../../../decisions/domain/json.js';
import { LIMITS } from '../problem/limits.js';

/** JSON Schema (draft 2020-12), in the few combinations that the schemas of this engine use. */

/** Any score, bound or weight. */
export const NUMBER: JsonObject = {
  type: 'number',
  minimum: -LIMITS.magnitude,
  maximum: LIMITS.magnitude,
};
/** As it may come: letters are composed and blanks taken together before a name is measured. */
export const NAME: JsonObject = { type: 'string', minLength: 1, maxLength: 2 * LIMITS.nameLength };
export const NAMES: JsonObject = { type: 'array', items: NAME };
/** A part of the whole, from 0 to 1. */
export const SHARE: JsonObject = { type: 'number', minimum: 0, maximum: 1 };

/** `null` counts as absent in problems, and in results it means that something does not exist. */
export function orNull(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}

/** A whole number within these limits, both included. */
export function whole(minimum: number, maximum: number): JsonObject {
  return { type: 'integer', minimum, maximum };
}

/** A list of such items; any number of them where no bounds are given. */
export function list(items: JsonValue, bounds: { min?: number; max?: number } = {}): JsonObject {
  const { min, max } = bounds;
  return {
    type: 'array',
    items,
    ...(min !== undefined && { minItems: min }),
    ...(max !== undefined && { maxItems: max }),
  };
}

/** An object with these members and no others. */
export function object(
  properties: JsonObject,
  required: readonly string[] = Object.keys(properties),
): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** An object with optional members. */
export function optional(properties: JsonObject): JsonObject {
  const nullable = Object.entries(properties).map(
    ([name, schema]) => [name, orNull(schema as JsonObject)] as const,
  );
  return object(Object.fromEntries(nullable), []);
}

/** An object with any names as keys. */
export function byName(values: JsonValue): JsonObject {
  return { type: 'object', additionalProperties: values };
}

/** A list of numbers of a fixed length. */
export function numbers(count: number): JsonObject {
  return list(NUMBER, { min: count, max: count });
}

/** One of these texts. */
export function oneOf(values: readonly string[]): JsonObject {
  return { enum: values };
}

/** The same schema, with what it means to a reader. */
export function described(description: string, schema: JsonObject): JsonObject {
  return { description, ...schema };
}
