/** Three significant digits, which is what a reader compares. */
export function figure(number: number): string {
  return String(Number(number.toPrecision(3)));
}

/** A whole percentage that does not claim all or nothing where it is not. */
export function percent(part: number): string {
  if (part > 0 && part < 0.005) return 'less than 1%';
  if (part < 1 && part >= 0.995) return 'more than 99%';
  return `${Math.round(part * 100)}%`;
}

/** `a`, `a and b`, `a, b and c`; of many the first ones and how many more. */
export function listed(items: readonly string[], atMost = 5): string {
  const shown = items.length > atMost ? [...items.slice(0, atMost), `${items.length - atMost} more`] : items;
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} and ${shown.slice(-1).join('')}`;
}

export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
