/** Which way a figure is rounded: to the nearest one, or so that it stays on one side. */
export type Rounding = 'nearest' | 'down' | 'up';

/** Digits that a reader compares. */
const DIGITS = 3;
const MOST_DIGITS = 17;

/** Three significant digits, and all digits before the point; whole numbers in full. */
export function figure(number: number, rounding: Rounding = 'nearest', digits = DIGITS): string {
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return String(number);
  const size = Math.floor(Math.log10(Math.abs(number)));
  const decimals = digits - 1 - size;
  if (size >= 15 || decimals > 20) return String(towards(number, rounding, digits));
  return String(rounded(number, rounding, Math.max(0, decimals)));
}

/** As it was given. */
export function raw(number: number): string {
  return String(number);
}

/** Rounded to one side, with enough digits for what is said of it to hold. */
export function figureThat(
  holds: (figure: number) => boolean,
  number: number,
  rounding: 'up' | 'down',
): string {
  for (let digits = DIGITS; digits < MOST_DIGITS; digits += 1) {
    const text = figure(number, rounding, digits);
    if (holds(Number(text))) return text;
  }
  return raw(number);
}

/** Two limits rounded inward, with enough digits to remain different. */
export function inward(from: number, to: number): readonly [from: string, to: string] {
  for (let digits = DIGITS; digits < MOST_DIGITS; digits += 1) {
    const limits = [figure(from, 'up', digits), figure(to, 'down', digits)] as const;
    if (Number(limits[0]) <= Number(limits[1])) return limits;
  }
  return [raw(from), raw(to)];
}

/** A whole percentage that is 0 or 100 only where it is exact. */
export function percent(part: number): string {
  if (part > 0 && part < 0.005) return 'less than 1%';
  if (part < 1 && part >= 0.995) return 'more than 99%';
  return `${Math.round(part * 100)}%`;
}

/** To the nearest whole one. If the part is below ten percent it is not rounded up, so that it is not read as ten. */
export function percentOfLead(part: number): string {
  return part >= 0.1 ? percent(part) : percentAtMost(part);
}

/** A percentage that is not more than the part: whole from ten on, below ten with two digits. */
export function percentAtMost(part: number): string {
  if (part <= 0) return '0%';
  const digits = part >= 0.1 ? 0 : Math.min(18, 1 - Math.floor(Math.log10(part * 100)));
  const whole = rounded(part, 'down', digits + 2);
  return `${Number((whole * 100).toFixed(digits))}%`;
}

/** `a`, `a and b`, `a, b and c`; of many the first ones and how many more there are. */
export function listed(items: readonly string[], atMost = 5): string {
  const shown = items.length > atMost ? [...items.slice(0, atMost), `${items.length - atMost} more`] : items;
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} and ${shown.slice(-1).join('')}`;
}

/** How far several orders of the same things agree; nothing where that cannot be told. */
export function concord(kendallW: number | null, orders: string): string {
  if (kendallW === null) return '';
  return `; their ${orders} agree to ${figure(kendallW)}, on a scale from 0 for nothing in common to 1 for the same (Kendall's W)`;
}

/** Things by what they have in common, in the order in which they come. */
export function grouped<T>(items: readonly T[], by: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return [...groups.values()];
}

/** `one` for 1, `many` for every other count. */
export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

/** A limit this close to a number differs from it only by rounding. */
const NOISE = 1e-12;

function rounded(number: number, rounding: Rounding, decimals: number): number {
  const nearest = Number(number.toFixed(decimals));
  if (Math.abs(nearest - number) <= NOISE * Math.abs(number)) return nearest;
  const unit = 10 ** -decimals;
  if (rounding === 'down' && nearest > number) return Number((nearest - unit).toFixed(decimals));
  if (rounding === 'up' && nearest < number) return Number((nearest + unit).toFixed(decimals));
  return nearest;
}

/** Like {@link rounded} for figures that are written with an exponent. */
function towards(number: number, rounding: Rounding, digits: number): number {
  const nearest = Number(number.toPrecision(digits));
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(number))) - digits + 1);
  if (rounding === 'down' && nearest > number) return Number((nearest - unit).toPrecision(digits));
  if (rounding === 'up' && nearest < number) return Number((nearest + unit).toPrecision(digits));
  return nearest;
}
