const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/i;

/**
 * A date and time with its offset (RFC 3339, seconds optional), or a date, which means its midnight in UTC.
 *
 * @returns epoch milliseconds, `null` if the text has another form or names a day or time that does not exist
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const fields = [year, month, day, hour, minute, second];
  const local = new Date(0);
  local.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  local.setUTCHours(hour ?? 0, minute, second);
  const epoch = Date.parse(text.toUpperCase());
  return Number.isNaN(epoch) || fieldsOf(local).some((field, index) => field !== fields[index])
    ? null
    : epoch;
}

function fieldsOf(date: Date): number[] {
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
}
