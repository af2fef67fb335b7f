import type { StallLine, StepLine } from '../bed/effects-log.js';

/** How long a server that was stopped may take to notice that it is a zombie. */
const AWAKENING_MS = 250;

/** Begun by a server that was stopped and may not know yet: it finds its last write stored and goes on, until its lease is looked at. */
export function isAwakening({ pid, began }: StepLine, stalls: readonly StallLine[]): boolean {
  return stalls.some((stall) => stall.pid === pid && began >= stall.from && began <= stall.at + AWAKENING_MS);
}

/** While this step ran, another worker rightfully began a step of the same process. */
export function isOvertaken(
  line: StepLine,
  lines: readonly StepLine[],
  stalls: readonly StallLine[],
): boolean {
  return lines.some(
    (other) =>
      other.type === 'begin' &&
      other.pid !== line.pid &&
      other.began > line.began &&
      other.began < line.at &&
      !isAwakening(other, stalls),
  );
}
