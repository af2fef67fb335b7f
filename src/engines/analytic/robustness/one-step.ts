import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { at, columnOf } from '../numbers/numbers.js';
import { breathe } from './breathe.js';
import { leadersOf } from './leaders.js';
import { type CellIndex, type Probe, reachOf } from './probe.js';

const MAX_LISTED = 100;
const MOST_CELLS = 2_000;
const FEWEST_ROWS = 5;
/** Of the scale, or of the range of the scores where no scale is declared. */
const STEP = 0.1;

/** A score that, one step up or down, would put other alternatives first. */
export type TurningStep = Readonly<{
  alternative: string;
  criterion: string;
  score: number;
  to: number;
  first: readonly string[];
}>;

/** What happens if one score is a little better or worse than assumed: the next level, or a tenth of the scale. */
export type OneStep = Readonly<{
  tried: number;
  /** After how many of them other alternatives are first. */
  turning: number;
  /** At most the first hundred. */
  steps: readonly TurningStep[];
}>;

/** Tries each score one step up and one down, in a large problem those of the best; lets other work run in between. */
export async function oneStep(
  matrix: DecisionMatrix,
  ranks: readonly number[],
  { probe, signal }: { readonly probe: Probe; readonly signal: AbortSignal },
): Promise<OneStep> {
  const before = firstOf(matrix, ranks);
  const steps: TurningStep[] = [];
  let tried = 0;
  for (const cell of cellsOf(matrix, ranks)) {
    if (cell.criterion === 0) await breathe(signal);
    const score = at(at(matrix.scores, cell.alternative), cell.criterion);
    for (const to of neighbours(matrix, cell.criterion, score)) {
      tried += 1;
      const first = leadersOf(matrix, probe(cell, to));
      if (first.length === 0 || first.join('\n') === before.join('\n')) continue;
      steps.push({ ...named(matrix, cell), score, to, first });
    }
  }
  return { tried, turning: steps.length, steps: steps.slice(0, MAX_LISTED) };
}

/** Row by row; in a large problem only the rows of the best alternatives. */
function* cellsOf(
  { alternatives, criteria }: DecisionMatrix,
  ranks: readonly number[],
): Generator<CellIndex> {
  const rows = Math.max(FEWEST_ROWS, Math.floor(MOST_CELLS / criteria.length));
  const best = [...alternatives.keys()].sort((a, b) => at(ranks, a) - at(ranks, b)).slice(0, rows);
  for (const alternative of best.sort((a, b) => a - b)) {
    for (const criterion of criteria.keys()) yield { alternative, criterion };
  }
}

function named({ alternatives, criteria }: DecisionMatrix, { alternative, criterion }: CellIndex) {
  return { alternative: at(alternatives, alternative), criterion: at(criteria, criterion).name };
}

function firstOf({ alternatives }: DecisionMatrix, ranks: readonly number[]): string[] {
  return alternatives.filter((_, index) => ranks[index] === 1);
}

/** The values one step below and above, as far as the scale goes. */
function neighbours(matrix: DecisionMatrix, column: number, score: number): number[] {
  const { levels, min, max } = at(matrix.criteria, column);
  if (levels) {
    const values = levels.map(({ value }) => value).sort((a, b) => a - b);
    const [below, above] = [values.findLast((value) => value < score), values.find((value) => value > score)];
    const [lowest, highest] = reachOf(matrix, column);
    const isReached = (value: number) => value >= lowest && value <= highest;
    return [below, above].filter((value) => value !== undefined).filter(isReached);
  }
  const figures = columnOf(matrix.scores, column);
  const [from, to] = min !== null && max !== null ? [min, max] : [Math.min(...figures), Math.max(...figures)];
  const step = STEP * (to - from);
  const [lowest, highest] = reachOf(matrix, column);
  return [Math.max(lowest, score - step), Math.min(highest, score + step)].filter(
    (figure) => figure !== score,
  );
}
