/**
 * Greek and Cyrillic letters that look like a Latin one, with that one: those of Unicode's list of confusable
 * characters that have the same form in common fonts.
 *
 * @see Unicode Technical Standard 39, Unicode Security Mechanisms, section 4. https://www.unicode.org/reports/tr39/
 */
const DRAWN_ALIKE: Readonly<Record<string, string>> = {
  A: '\u0391\u0410',
  B: '\u0392\u0412',
  C: '\u03f9\u0421',
  E: '\u0395\u0415',
  G: '\u050c',
  H: '\u0397\u041d',
  I: '\u0399\u0406\u04c0',
  J: '\u037f\u0408',
  K: '\u039a\u041a',
  M: '\u039c\u041c',
  N: '\u039d',
  O: '\u039f\u041e',
  P: '\u03a1\u0420',
  Q: '\u051a',
  S: '\u0405',
  T: '\u03a4\u0422',
  W: '\u051c',
  X: '\u03a7\u0425',
  Y: '\u03a5\u0423\u04ae',
  Z: '\u0396',
  a: '\u0430',
  c: '\u03f2\u0441',
  d: '\u0501',
  e: '\u0435',
  h: '\u04bb',
  i: '\u0456',
  j: '\u03f3\u0458',
  l: '\u04cf',
  o: '\u03bf\u043e',
  p: '\u03c1\u0440',
  q: '\u051b',
  s: '\u0455',
  v: '\u03bd\u0475',
  w: '\u051d',
  x: '\u0445',
  y: '\u0443\u04af',
};

const LATIN = new Map(
  Object.entries(DRAWN_ALIKE).flatMap(([latin, others]) =>
    Array.from(others, (other) => [other, latin] as const),
  ),
);
const FOREIGN = new RegExp(`[${Object.values(DRAWN_ALIKE).join('')}]`, 'gu');

/** The same for names that look alike in different scripts: their letters in Latin. */
export function skeleton(name: string): string {
  return name
    .normalize('NFD')
    .replace(FOREIGN, (letter) => LATIN.get(letter) ?? letter)
    .normalize('NFC');
}

/** The first letters in which two names that look alike differ, with their code points; `null` if there are none. */
export function difference(name: string, other: string): string | null {
  const [own, others] = [name, other].map((text) => Array.from(text.normalize('NFD')));
  const place = own?.findIndex((letter, index) => letter !== others?.[index]) ?? -1;
  const [letter, second] = [own?.[place], others?.[place]];
  return letter === undefined || second === undefined
    ? null
    : `${quoted(letter)} here, ${quoted(second)} there`;
}

function quoted(letter: string): string {
  const point = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
  return `"${letter}" is U+${point}`;
}
