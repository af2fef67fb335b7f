/** ISO 8601 in UTC with milliseconds, from epoch milliseconds. */
export function toTime(epoch: number): string;
export function toTime(epoch: number | null): string | null;
export function toTime(epoch: number | null): string | null {
  return epoch === null ? null : new Date(epoch).toISOString();
}
