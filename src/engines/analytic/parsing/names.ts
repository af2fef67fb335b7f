import { difference, skeleton } from './confusables.js';
import type { Faults } from './faults.js';
import { LIMITS } from '../problem.js';

const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;
/** Overrides, embeddings and isolates show the characters after them in another order than they are written. */
const REORDERS_TEXT = /[\u202a-\u202e\u2066-\u2069]/u;
/** Joiners and variation selectors shape letters and emoji. */
const SHAPES = '\\u200c|\\u200d|\\ufe0e|\\ufe0f|[\\u{e0020}-\\u{e007f}]';
/** Every other invisible character is dropped. */
const NEVER_SEEN = new RegExp(`(?!${SHAPES})[\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb]`, 'gu');
const WHITE_SPACE = /[\s\p{Z}]+/gu;
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
  const name = normalized(value);
  const fault = faultOf(value.trim(), name);
  if (fault !== null) faults.add(path, fault);
  return fault === null ? name : null;
}

/** The same for two names that look the same. */
export function appearance(name: string): string {
  if (PLAIN.test(name)) return name;
  return normalized(name.replace(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFKC'));
}

/**
 * Why two names in one list cannot be distinguished; `null` if they can. Letters of different scripts can look alike.
 *
 * @param path of the other name
 */
export function repetition(name: string, other: string, path: string): string | null {
  const [own, others] = [appearance(name), appearance(other)];
  if (own === others) return `repeats the name at ${path}`;
  if (skeleton(own) !== skeleton(others)) return null;
  return `looks like the name at ${path}, "${others}": ${difference(own, others) ?? 'another letter'}`;
}

/** What {@link repetition} compares: the same for names that cannot be distinguished. */
export function look(name: string): string {
  return PLAIN.test(name) ? name : skeleton(appearance(name));
}

/**
 * Printable ASCII with single blanks between words, as in most names: nothing of it changes. This saves 10 µs of a
 * start.
 */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

function normalized(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(NEVER_SEEN, '').normalize('NFC').replace(WHITE_SPACE, ' ').trim();
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
