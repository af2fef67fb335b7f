import { HttpProblem } from '../../answer/problem.js';
import { scanJson } from './json-scan.js';

/** Names by which JSON could reach the prototype of an object. */
export const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a body as I-JSON (RFC 7493): UTF-8 without byte order mark, at most 64 levels deep, every number a finite
 * double and every integer exact, no unpaired surrogates; beyond that no NUL and no names that mean the prototype of
 * an object. Of members with the same name the last one counts. An empty body is `undefined`.
 *
 * @throws HttpProblem
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  scanJson(bytes);
  const value = parse(text);
  if (NEEDS_A_LOOK.test(text)) checkContent(value);
  return value;
}

function decode(bytes: Buffer): string {
  if (hasByteOrderMark(bytes)) {
    throw new HttpProblem('unsupported_media_type', 'The body must be UTF-8 without a byte order mark.');
  }
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new HttpProblem('malformed_json', 'The body is not valid UTF-8.');
  }
}

/** Of UTF-8, or of UTF-16 in either order. */
function hasByteOrderMark([first, second, third]: Buffer): boolean {
  if (first === 0xef) return second === 0xbb && third === 0xbf;
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes the body.
    throw new HttpProblem('malformed_json', 'The body is not valid JSON.');
  }
}

/** Only an escape can stand for NUL or half a surrogate pair; most bodies have none, and need no second pass. */
const NEEDS_A_LOOK = /\\u|__proto__|constructor|prototype/;

/** Iterative, like the scan before it, so that a deep body does not grow the stack. */
function checkContent(root: unknown): void {
  const pending: unknown[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value === 'string') checkText(value);
    else if (Array.isArray(value)) for (const item of value) pending.push(item);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        checkName(name);
        pending.push(member);
      }
    }
  }
}

function checkName(name: string): void {
  if (FORBIDDEN_NAMES.has(name))
    throw new HttpProblem('malformed_json', `The body has a member named ${name}.`);
  checkText(name);
}

function checkText(text: string): void {
  if (text.includes('\0') || /\p{Cs}/u.test(text)) {
    throw new HttpProblem('malformed_json', 'The body has text with NUL or an unpaired surrogate.');
  }
}
