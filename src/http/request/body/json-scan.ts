import { HttpProblem } from '../../answer/problem.js';

const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
/** What continues a number after its digits: `.`, `e`, `E`. */
const FURTHER = new Set([0x2e, 0x45, 0x65]);
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Looks through JSON text before it is parsed, in one pass and without recursion, for what a parser would fail on or
 * silently change: deep nesting, and numbers that would lose digits. Anything else is left to the parser.
 */
export function scanJson(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (OPENING.has(code)) depth = deeper(depth);
    else if (CLOSING.has(code)) depth--;
    else if (startsNumber(code)) at = checkNumber(text, at);
  }
}

function deeper(depth: number): number {
  if (depth === MAX_DEPTH)
    throw new HttpProblem('too_deep', `The body is nested more than ${MAX_DEPTH} levels deep.`);
  return depth + 1;
}

/** Where the string ends that begins at `start`; the end of the text if it does not end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function startsNumber(code: number): boolean {
  return code === MINUS || isDigit(code);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

const NUMBER = /-?(\d+)(\.\d+)?([eE][+-]?\d+)?/y;
/** Every integer with at most this many characters is exact. */
const SAFE_LENGTH = 15;

/** Answers where the number at `start` ends. */
function checkNumber(text: string, start: number): number {
  let end = start + 1;
  while (isDigit(text.charCodeAt(end))) end++;
  const isShort = end - start <= SAFE_LENGTH && !FURTHER.has(text.charCodeAt(end));
  return isShort ? end - 1 : checkLongNumber(text, start);
}

function checkLongNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
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
