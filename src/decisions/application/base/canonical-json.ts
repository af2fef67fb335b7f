import { createHash } from 'node:crypto';
import type { JsonValue } from '../../domain/json.js';

/** JSON with the members of every object in one order (the idea of RFC 8785): equal texts for equal values. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: JsonValue) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** `sha256:` and the digest of the canonical JSON, in hex: equal for equal values. */
export function digestOf(value: JsonValue): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex')}`;
}
