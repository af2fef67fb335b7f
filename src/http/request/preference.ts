/** What a caller prefers (RFC 7240), as far as this service knows it. */
export interface Preference {
  /** For how long to wait for the outcome, in seconds. */
  readonly waitS: number | null;
  readonly respondAsync: boolean;
}

const MAX_DIGITS = 9;

/** Preferences that are unknown or malformed are ignored; of one that is given twice the first counts. */
export function parsePreference(header: string | undefined): Preference {
  const items = (header ?? '').split(/[,;]/).map((item) => item.trim().toLowerCase());
  const wait = items
    .map((item) => /^wait\s*=\s*"?(\d+)"?$/.exec(item)?.[1])
    .find((digits) => digits !== undefined);
  const waitS = wait === undefined ? null : Number(wait.slice(0, MAX_DIGITS));
  return { waitS, respondAsync: items.includes('respond-async') };
}
