const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/** `1.2 s`, `18 ms`, `3 min`; a dash for what is not known. */
export function duration(ms) {
  if (typeof ms !== 'number') return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return wholeUnits(ms / 1_000);
}

/** The largest whole unit in a number of seconds, rounded down. */
export function wholeUnits(seconds) {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? UNITS.at(-1);
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** Age of an ISO 8601 time. Clocks differ: what seems to come is now. */
export function age(time, now = Date.now()) {
  const ms = now - Date.parse(time);
  return Number.isNaN(ms) ? '–' : wholeUnits(Math.max(0, ms) / 1_000);
}
