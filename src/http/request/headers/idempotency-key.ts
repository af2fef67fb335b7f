import { HttpProblem } from '../../answer/problem.js';

const STRING = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
const BARE = /^[\x21\x23-\x2b\x2d-\x7e]+$/;
const MAX_LENGTH = 255;

/**
 * The key of an `Idempotency-Key` header: a quoted string (draft-ietf-httpapi-idempotency-key-header, RFC 8941 §3.3.3),
 * or the same without its quotes where it has no blank, quote or comma. `null` if there is none.
 *
 * @param values what each field line says
 * @throws HttpProblem if it is given twice, or is not 1 to 255 printable ASCII characters
 */
export function parseIdempotencyKey(values: readonly string[]): string | null {
  const [value, second] = values;
  if (value === undefined) return null;
  if (second !== undefined) throw malformed('must be given once');
  const key = keyOf(value.trim());
  if (key === null || key.length < 1 || key.length > MAX_LENGTH) {
    throw malformed(`must be a quoted string of 1 to ${MAX_LENGTH} printable ASCII characters`);
  }
  return key;
}

function keyOf(value: string): string | null {
  if (value.length > 2 * MAX_LENGTH + 2) return null;
  const quoted = STRING.exec(value)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(["\\])/g, '$1');
  return BARE.test(value) ? value : null;
}

function malformed(fault: string): HttpProblem {
  return new HttpProblem('malformed_header', `Idempotency-Key ${fault}.`);
}
