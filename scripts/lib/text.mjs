/** What could steer a terminal or hide: controls, formats (bidirectional ones too), halves of characters, odd line ends. */
const UNSAFE = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const STYLE = new RegExp(String.raw`\u001b\[\d+m`, 'g');
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text of somebody else, safe to be shown: what a terminal would obey is spelled out instead. */
export function visible(text) {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(UNSAFE, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}

/** A JSON value with every string and every name in it made visible. */
export function visibleJson(value) {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map(visibleJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [visible(name), visibleJson(member)]),
  );
}

/** The same JSON document, with escapes where a string holds what a terminal would obey. */
export function escapeJson(text) {
  return text.replace(UNSAFE, (character) =>
    /[\t\r]/.test(character) ? character : character.replace(/[^]/g, escapeUnit),
  );
}

function escapeUnit(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export function oneLine(text) {
  return text.trim().replace(/\s+/g, ' ');
}

/** Columns the text takes on a terminal; styles take none. */
export function width(text) {
  let columns = 0;
  for (const { segment } of graphemes.segment(text.replace(STYLE, ''))) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}

/** At most this many columns of unstyled text, with an ellipsis where something was left out. */
export function clip(text, columns) {
  if (width(text) <= columns) return text;
  let kept = '';
  let room = columns - 1;
  for (const { segment } of graphemes.segment(text)) {
    room -= width(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Lines of at most this many columns, broken at blanks; line ends of the text stay. */
export function wrap(text, columns, indent = '') {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, columns - indent.length))
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n');
}

function wrapLine(text, columns) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (width(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines[0] === '' && lines.length > 1 ? lines.slice(1) : lines;
}
