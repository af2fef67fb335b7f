/** The value below which the given share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function median(values) {
  return quantile(values, 0.5);
}

/**
 * The median of one measure of a contestant over all rounds.
 *
 * @param {readonly Record<string, number>[]} rounds
 * @param {string} measure
 */
export function middle(rounds, measure) {
  return median(rounds.map((round) => round[measure]));
}

/**
 * How one contestant compares with another, round by round: neighbours in time share what the machine did meanwhile.
 *
 * @param {readonly Record<string, number>[]} above
 * @param {readonly Record<string, number>[]} below
 * @param {string} measure
 * @returns {{ median: number, low: number, high: number }}
 */
export function ratio(above, below, measure) {
  return summary(above.map((round, nth) => round[measure] / below[nth][measure]));
}

/** The median with the range over the rounds: `57 (52–61)`. */
export function spread(rounds, measure, digits = 0) {
  const { median: middleOne, low, high } = summary(rounds.map((round) => round[measure]));
  return `${middleOne.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

/** Of many values, a tenth are below the range and a tenth above it; of fewer than ten, none. */
function summary(values) {
  return { median: median(values), low: quantile(values, 0.1), high: quantile(values, 0.9) };
}

export function showRatio({ median: middleOne, low, high }) {
  return `${middleOne.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}
