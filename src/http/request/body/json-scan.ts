import { HttpProblem } from '../../answer/problem.js';

const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const CAPITAL_E = 0x45;
const SMALL_E = 0x65;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * Looks through JSON text before it is parsed, in one pass and without recursion, for what a parser would fail on or
 * silently change: deep nesting, and numbers that would lose digits. Anything else is left to the parser.
 *
 * @param utf8 the text as bytes, which are read several times as fast as characters; in UTF-8 a byte that looks like a
 *   quote, a bracket or a digit is one
 */
export function scanJson(utf8: Buffer): void {
  let depth = 0;
  for (let at = 0; at < utf8.length; at++) {
    const byte = utf8[at] ?? 0;
    if (byte === QUOTE) at = endOfString(utf8, at);
    else if (startsNumber(byte)) at = checkNumber(utf8, at);
    else if (isOpening(byte)) depth = deeper(depth);
    else if (isClosing(byte)) depth--;
  }
}

function deeper(depth: number): number {
  if (depth === MAX_DEPTH)
    throw new HttpProblem('too_deep', `The body is nested more than ${MAX_DEPTH} levels deep.`);
  return depth + 1;
}

/** Where the string ends that begins at `start`; the end of the text or behind it if it does not end. */
function endOfString(utf8: Buffer, start: number): number {
  let at = start + 1;
  while (at < utf8.length && utf8[at] !== QUOTE) at += utf8[at] === BACKSLASH ? 2 : 1;
  return at;
}

function isOpening(byte: number): boolean {
  return byte === OPENING_BRACKET || byte === OPENING_BRACE;
}

function isClosing(byte: number): boolean {
  return byte === CLOSING_BRACKET || byte === CLOSING_BRACE;
}

function startsNumber(byte: number): boolean {
  return byte === MINUS || isDigit(byte);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Every integer with at most this many characters is exact, and no number of so few is infinite or rounded to zero. */
const SAFE_LENGTH = 15;

/** Answers where the number at `start` ends. */
function checkNumber(utf8: Buffer, start: number): number {
  let end = endOfDigits(utf8, start + 1);
  if (!isDigit(utf8[end - 1] ?? 0)) return start;
  if (utf8[end] === POINT) end = endOfDigits(utf8, end + 1);
  if (isExponent(utf8[end])) end = endOfDigits(utf8, end + (isSign(utf8[end + 1]) ? 2 : 1));
  else if (end - start <= SAFE_LENGTH) return end - 1;
  return checkLongNumber(utf8.toString('latin1', start, end), start);
}

function endOfDigits(utf8: Buffer, start: number): number {
  let end = start;
  while (end < utf8.length && isDigit(utf8[end] ?? 0)) end++;
  return end;
}

function isExponent(byte: number | undefined): boolean {
  return byte === SMALL_E || byte === CAPITAL_E;
}

function isSign(byte: number | undefined): boolean {
  return byte === PLUS || byte === MINUS;
}

const NUMBER = /^-?(\d+)(\.\d+)?([eE][+-]?\d+)?/;

function checkLongNumber(text: string, start: number): number {
  const [token, digits = '', fraction, exponent] = NUMBER.exec(text) ?? [''];
  const isWhole = fraction === undefined && exponent === undefined;
  const hasDigit = /[1-9]/.test(digits + (fraction ?? ''));
  if (token !== '' && isChanged({ value: Number(token), isWhole, hasDigit })) {
    const detail =
      'The body has a number that cannot be kept as it is: beyond the range of a double, or an integer beyond ±(2^53 − 1).';
    throw new HttpProblem('malformed_json', detail);
  }
  return start + Math.max(token.length, 1) - 1;
}

/** Infinite, rounded to zero, or an integer that may lose digits (RFC 7493 §2.2). */
function isChanged(number: {
  readonly value: number;
  readonly isWhole: boolean;
  readonly hasDigit: boolean;
}): boolean {
  const { value, isWhole, hasDigit } = number;
  return !Number.isFinite(value) || (value === 0 && hasDigit) || (isWhole && !Number.isSafeInteger(value));
}
