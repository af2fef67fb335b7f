/** How often the interval around a crossing is halved: the number of bits of a number, and some more. */
const HALVINGS = 80;
/** How many crossings are looked at, of which all but the last turn the outcome at a single point only. */
const ATTEMPTS = 4;
/** Of the way to a crossing: what is closer to it is taken for the point itself. */
const NEAR = 1e-6;
/** Of the whole way: where several are level, one after the other is behind by more than rounding within this part. */
const PARTING = 1e-7;
/** Of the way to the end: what is closer to it is taken for the end. */
const AT_END = 1e-9;
/** What computing a number may have left, as a part of it. */
const ROUNDING = 1e-12;

/** Whether a figure gives another first place: by more than rounding, or by any difference. */
export interface Outcomes {
  readonly isOther: (figure: number) => boolean;
  readonly isAcross: (figure: number) => boolean;
}

/** From where to where a figure may change. */
export interface Way {
  readonly score: number;
  readonly end: number;
}

/** Where the outcome turns. */
export interface Crossing {
  /** The last figure that changes nothing. */
  readonly at: number;
  /** One of those that follow: the outcome of the far side, which can be another one than that of the point. */
  readonly beyond: number;
}

/** The crossing on the way; `null` where there is none, or where the outcome is another one as it is. */
export function crossingOf({ score, end }: Way, outcomes: Outcomes): Crossing | null {
  const { isOther } = outcomes;
  if (end === score || isOther(score) || !isOther(end)) return null;
  let from = score;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [same, other] = sharpened(halved(from, end, isOther), { score: from, end }, outcomes);
    const beyond = justBeyond(other, { score, end });
    if (isOther(beyond)) return { at: same, beyond };
    from = beyond;
  }
  return null;
}

/** As {@link crossingOf}, where only some figures are possible, in the order in which they are reached. */
export function crossingAmong(
  figures: readonly number[],
  score: number,
  outcomes: Outcomes,
): Crossing | null {
  const { isOther } = outcomes;
  const beyond = figures.find(isOther);
  if (beyond === undefined || isOther(score)) return null;
  const from = figures[figures.indexOf(beyond) - 1] ?? score;
  const [at] = sharpened(halved(from, beyond, isOther), { score: from, end: beyond }, outcomes);
  return { at, beyond };
}

/**
 * A figure on the far side of another one: past a point where scores jump and past what rounding makes of it, but not
 * past the end.
 */
export function justBeyond(figure: number, { score, end }: Way): number {
  if (isAtEnd(figure, { score, end })) return end;
  const noise = ROUNDING * Math.max(Math.abs(figure), Math.abs(score));
  const step = Math.max(NEAR * Math.abs(figure - score), PARTING * Math.abs(end - score), noise);
  const isShort = Math.abs(end - figure) <= 2 * step;
  return isShort ? figure / 2 + end / 2 : figure + Math.sign(end - figure) * step;
}

/** Whether nothing is beyond a figure but the end. */
export function isAtEnd(figure: number, { score, end }: Way): boolean {
  return Math.abs(end - figure) <= AT_END * Math.abs(end - score);
}

/**
 * The crossing itself, if it is next to a point where the lead is more than rounding: of alternatives that are level,
 * the score as it is. Where scores jump there is no such point: a tie that rounding makes far from the jump is not a
 * crossing.
 */
function sharpened(
  [same, other]: readonly [number, number],
  { score, end }: Way,
  { isAcross }: Outcomes,
): readonly [same: number, other: number] {
  const crossing = isAcross(score) ? score : halved(score, other, isAcross)[0];
  const near = Math.max(NEAR * Math.abs(other - score), PARTING * Math.abs(end - score));
  return [Math.abs(crossing - same) <= near ? crossing : same, other];
}

/** The last value at which nothing changes and the next one, at which it does. */
function halved(from: number, to: number, isOther: (figure: number) => boolean): readonly [number, number] {
  let [same, other] = [from, to];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = same / 2 + other / 2;
    if (middle === same || middle === other) break;
    if (isOther(middle)) other = middle;
    else same = middle;
  }
  return [same, other];
}
