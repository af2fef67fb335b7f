/** ISO 8601 in UTC with milliseconds, from epoch milliseconds. */
export function toTime(epoch: number): string;
export function toTime(epoch: number | null): string | null;
export function toTime(epoch: number | null): string | null {
  return epoch === null ? null : iso(epoch);
}

const MINUTE_MS = 60_000;
/** `2026-01-31T08:00:` and when that minute began: a status has a dozen times, most of them of one minute. */
let minute = { begin: NaN, text: '' };

/** The same as `Date.prototype.toISOString`, which takes 4 % of the CPU time of a status. */
function iso(epoch: number): string {
  const rest = ((epoch % MINUTE_MS) + MINUTE_MS) % MINUTE_MS;
  const begin = epoch - rest;
  if (begin !== minute.begin)
    minute = { begin, text: new Date(begin).toISOString().slice(0, -'00.000Z'.length) };
  // With a leading digit that is cut off: `105250` are 5 seconds and 250 milliseconds.
  const digits = String(100_000 + rest);
  return `${minute.text}${digits.slice(1, 3)}.${digits.slice(3)}Z`;
}
