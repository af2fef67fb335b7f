import type { Cell } from '../problem/scores.js';
import type { Draft } from '../problem/draft.js';
import { LIMITS } from '../problem/limits.js';
import type { Faults } from './reading/faults.js';
import { type Fields, listIn, readList } from './reading/fields.js';
import { type GivenByJudges, readScoreJudges } from './judges/parse-score-judges.js';
import { isAnyNumber, readCell } from './scores/parse-cell.js';

interface Context extends Kind, Pick<Draft, 'criteria'> {
  readonly size: Size;
}

/** Scores, and who they are of. */
type Scoring = Pick<Draft, 'scores' | 'judges' | 'aggregate'> & {
  /** What judges say of weights; `undefined` where they say nothing. */
  readonly weights: unknown;
};

/** Scores as they are given, or those of several judges together. */
export function readScoring(fields: Fields, context: Context, faults: Faults): Scoring {
  if (fields.has('judges')) {
    const {
      scores = null,
      judges = null,
      aggregate = null,
      weights,
    } = readJudged(fields, context, faults) ?? {};
    return { scores, judges, aggregate, weights };
  }
  if (fields.has('aggregate')) faults.add('aggregate', 'must be left out where there are no judges');
  const scores = hasScores(fields, context, faults)
    ? readScores(fields.get('scores'), 'scores', context.size, faults)
    : [];
  return { scores, judges: null, aggregate: null, weights: undefined };
}

/** `null` where something is wrong with them. Scores of all together may stand beside them if they agree. */
function readJudged(
  fields: Fields,
  { criteria, size, hasJudgments }: Context,
  faults: Faults,
): GivenByJudges | null {
  if (hasJudgments) faults.add('judges', 'must be left out: alternatives are judged in pairs');
  const readOwn = (value: unknown, path: string) => readScores(value, path, size, faults);
  const judged = readScoreJudges(fields, { criteria, readScores: readOwn }, faults);
  const isOther =
    fields.has('scores') && JSON.stringify(fields.get('scores')) !== JSON.stringify(judged?.scores);
  if (judged && isOther) faults.add('scores', 'must be left out: the judges give scores');
  return judged;
}

/** Judgments replace scores. Weights alone need scores only if they are computed from them. */
function hasScores(fields: Fields, { isWeights, hasJudgments }: Kind, faults: Faults): boolean {
  const scores = fields.get('scores');
  if (!hasJudgments) return !isWeights || fields.has('scores');
  if (fields.has('scores') && !(Array.isArray(scores) && scores.length === 0)) {
    faults.add('scores', 'must be left out: alternatives are judged in pairs');
  }
  return false;
}

interface Kind {
  /** Only weights are wanted. */
  readonly isWeights: boolean;
  /** Alternatives are judged in pairs. */
  readonly hasJudgments: boolean;
}

/** Where the alternatives or criteria are unreadable, any number of rows or columns up to the limit is accepted. */
function readScores(value: unknown, path: string, size: Size, faults: Faults): Draft['scores'] {
  const columns = { from: size.columns ?? 0, to: size.columns ?? LIMITS.criteria };
  const row = (item: unknown, at: string): (Cell | undefined)[] | null => {
    const cells = listIn(item, at, columns, faults);
    return cells && readCells(cells, at, faults);
  };
  const rows = { from: size.rows ?? 0, to: size.rows ?? LIMITS.alternatives, read: row };
  return readList(value, path, rows, faults);
}

function readCells(row: readonly unknown[], path: string, faults: Faults): (Cell | undefined)[] {
  const cells: (Cell | undefined)[] = [];
  for (let column = 0; column < row.length; column++) {
    const cell = row[column];
    // Nothing can be wrong with most cells, so that no path is made for them.
    if (isAnyNumber(cell)) cells.push(cell);
    else cells.push(faults.isFull ? undefined : readCell(cell, `${path}[${column}]`, faults));
  }
  return cells;
}

interface Size {
  readonly rows: number | undefined;
  readonly columns: number | undefined;
}
