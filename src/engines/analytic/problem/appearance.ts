import { difference, skeleton } from './confusables.js';

/** Joiners and variation selectors shape letters and emoji. */
const SHAPES = '\\u200c|\\u200d|\\ufe0e|\\ufe0f|[\\u{e0020}-\\u{e007f}]';
/** Every other invisible character is dropped. */
const NEVER_SEEN = new RegExp(`(?!${SHAPES})[\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb]`, 'gu');
const WHITE_SPACE = /[\s\p{Z}]+/gu;

/** The same for two names that look the same. */
export function appearance(name: string): string {
  if (isPlain(name)) return name;
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
  return isPlain(name) ? name : skeleton(appearance(name));
}

/**
 * Printable ASCII with single blanks between words, as most names are: all of it can be seen, and nothing of it
 * changes. Names that are not looked at any further save 10 µs of a start.
 */
export function isPlain(name: string): boolean {
  return PLAIN.test(name);
}

const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Without invisible characters, composed (NFC), with every run of white space replaced by one blank. */
export function normalized(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(NEVER_SEEN, '').normalize('NFC').replace(WHITE_SPACE, ' ').trim();
}
