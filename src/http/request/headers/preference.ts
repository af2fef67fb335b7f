/** What a caller prefers (RFC 7240), as far as this service knows it. */
export interface Preference {
  /** How long to wait for the outcome, in seconds. */
  readonly waitS: number | null;
  readonly respondAsync: boolean;
}

const MAX_DIGITS = 9;
const NONE: Preference = { waitS: null, respondAsync: false };

/** RFC 7240 §2: a name, a value, parameters; each value a token or a quoted string. */
const VALUE = String.raw`(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_\x60|~\w-]*)))?`;
const PREFERENCE = new RegExp(String.raw`\s*([!#$%&'*+.^_\x60|~\w-]+)${VALUE}\s*(?=[;,]|$)`, 'y');
const PARAMETER = new RegExp(String.raw`\s*;\s*(?:[!#$%&'*+.^_\x60|~\w-]+${VALUE})?\s*(?=[;,]|$)`, 'y');

/** Preferences that are unknown or malformed are ignored; if one is given twice, the first counts. */
export function parsePreference(header: string | undefined): Preference {
  if (header === undefined || header === '') return NONE;
  const preferences = new Map<string, string>();
  for (const [name, value] of preferencesIn(header)) {
    if (!preferences.has(name)) preferences.set(name, value);
  }
  const wait = preferences.get('wait') ?? '';
  return {
    waitS: /^\d+$/.test(wait) ? Number(wait.slice(0, MAX_DIGITS)) : null,
    respondAsync: preferences.has('respond-async'),
  };
}

function* preferencesIn(header: string): Generator<[name: string, value: string]> {
  for (let at = 0; at < header.length; at++) {
    PREFERENCE.lastIndex = at;
    const found = PREFERENCE.exec(header);
    if (found) {
      const [, name = '', quoted, token] = found;
      yield [name.toLowerCase(), quoted ?? token ?? ''];
      at = endOfParameters(header, PREFERENCE.lastIndex);
    }
    at = endOfElement(header, at);
  }
}

function endOfParameters(header: string, start: number): number {
  let end = start;
  for (PARAMETER.lastIndex = end; PARAMETER.test(header);) end = PARAMETER.lastIndex;
  return end;
}

/** The next comma outside a string, or the end. */
function endOfElement(header: string, start: number): number {
  let isQuoted = false;
  for (let at = start; at < header.length; at++) {
    if (header[at] === '"' && header[at - 1] !== '\\') isQuoted = !isQuoted;
    if (header[at] === ',' && !isQuoted) return at;
  }
  return header.length;
}
