/** Exponential backoff with equal jitter: between half and all of `baseMs * 2^(attempt-1)`, at most `capMs`. */
export function backoff(attempt: number, random: number, limits: { baseMs: number; capMs: number }): number {
  const full = Math.min(limits.capMs, limits.baseMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
