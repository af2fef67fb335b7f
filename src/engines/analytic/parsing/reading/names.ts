import { isPlain, normalized } from '../../problem/appearance.js';
import type { Faults } from './faults.js';
import { LIMITS } from '../../problem/limits.js';

const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;
/** Overrides, embeddings and isolates show the characters after them in another order than they are written. */
const REORDERS_TEXT = /[\u202a-\u202e\u2066-\u2069]/u;
/** The empty Braille cell looks blank, but counts as a symbol. */
const VISIBLE = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A printable name that is safe as a key of the result: without invisible characters, composed (NFC), with every run of
 * white space replaced by one blank.
 */
export function readName(value: unknown, path: string, faults: Faults): string | null {
  if (typeof value !== 'string') {
    faults.add(path, value === undefined || value === null ? 'is missing' : 'must be a text');
    return null;
  }
  if (value.length <= LIMITS.nameLength && isPlain(value) && value !== '__proto__') return value;
  const name = normalized(value);
  const fault = faultOf(value.trim(), name);
  if (fault !== null) faults.add(path, fault);
  return fault === null ? name : null;
}

function faultOf(given: string, name: string): string | null {
  if (given.length < 1 || name.length > LIMITS.nameLength) {
    return `must have 1 to ${LIMITS.nameLength} characters`;
  }
  if (NOT_TEXT.test(given)) return 'must not contain control characters or unpaired surrogates';
  if (REORDERS_TEXT.test(given)) return 'must not contain characters that reorder text';
  if (!VISIBLE.test(name.replace(/\p{Default_Ignorable_Code_Point}/gu, ''))) {
    return 'must have a character that can be seen';
  }
  return name === '__proto__' ? 'must not be __proto__' : null;
}
