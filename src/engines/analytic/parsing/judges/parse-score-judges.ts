import { figureBy, groupScores } from '../../framing/group-scores.js';
import { type Leaf, leavesOf } from '../../problem/hierarchy.js';
import type { Cell, ScoreJudge } from '../../problem/scores.js';
import type { Draft } from '../../problem/draft.js';
import { LIMITS } from '../../problem/limits.js';
import { AGGREGATES } from '../../problem/judgments.js';
import type { Faults } from '../reading/faults.js';
import { type Fields, readChoice, readFields, readList } from '../reading/fields.js';
import { readName } from '../reading/names.js';

interface Context extends Pick<Draft, 'criteria'> {
  readonly readScores: (value: unknown, path: string) => Draft['scores'];
}

/** What judges give in place of scores and, if they all give some, of weights. */
export interface GivenByJudges {
  readonly judges: readonly ScoreJudge[];
  readonly aggregate: (typeof AGGREGATES)[number];
  /** Those of all together. */
  readonly scores: Draft['scores'];
  /** A source of weights as it would be written; `undefined` where the judges give none. */
  readonly weights: unknown;
}

/** Several people, each with a score for every alternative and criterion, and perhaps weights; `null` where faulty. */
export function readScoreJudges(
  fields: Fields,
  { criteria, readScores }: Context,
  faults: Faults,
): GivenByJudges | null {
  const aggregate = readChoice(fields.get('aggregate') ?? 'mean', 'aggregate', AGGREGATES, faults);
  const read = (item: unknown, path: string) => readJudge(item, path, readScores, faults);
  const list = readList(fields.get('judges'), 'judges', { from: 1, to: LIMITS.judges, read }, faults);
  const given = list?.filter((judge) => judge !== null);
  const leaves = leavesOf(criteria);
  if (!given || given.length !== list?.length || !aggregate || !leaves) return null;
  const judges = given.map(({ name, scores }) => ({ name, scores }));
  if (aggregate === 'geometric_mean') checkAboveZero(judges, leaves, faults);
  return {
    judges,
    aggregate,
    scores: faults.isEmpty ? groupScores(judges, leaves, aggregate) : null,
    weights: weightsOf(given, { aggregate, isGiven: fields.has('weights') }, faults),
  };
}

interface Given extends ScoreJudge {
  readonly weights: unknown;
}

function readJudge(
  item: unknown,
  path: string,
  readScores: Context['readScores'],
  faults: Faults,
): Given | null {
  const fields = readFields(item, path, ['name', 'scores', 'weights'], faults);
  if (!fields) return null;
  const name = readName(fields.get('name'), `${path}.name`, faults);
  const scores = readScores(fields.get('scores'), `${path}.scores`);
  const known = scores?.map((row, index) => plainRow(row, `${path}.scores[${index}]`, faults));
  if (name === null || !known?.every((row) => row !== null)) return null;
  return { name, scores: known, weights: fields.get('weights') };
}

/** A judge says a number or the name of a level, or nothing. */
function plainRow(
  row: readonly (Cell | undefined)[] | null,
  path: string,
  faults: Faults,
): ScoreJudge['scores'][number] | null {
  const cells = (row ?? []).flatMap((cell, column) => {
    if (cell === null || typeof cell === 'number' || typeof cell === 'string') return [cell];
    if (cell !== undefined) faults.add(`${path}[${column}]`, 'must be a number, the name of a level or null');
    return [];
  });
  return row !== null && cells.length === row.length ? cells : null;
}

/** A level counts by the number it stands for; an unknown one is a fault of its own. */
function checkAboveZero(judges: readonly ScoreJudge[], leaves: readonly Leaf[], faults: Faults): void {
  for (const [index, judge] of judges.entries()) {
    for (const row of judge.scores.keys()) {
      for (const [column, { criterion }] of leaves.entries()) {
        const figure = figureBy(judge, criterion, [row, column]);
        if (figure === null || !(figure <= 0)) continue;
        faults.add(`judges[${index}].scores[${row}][${column}]`, 'must be above 0 under geometric_mean');
      }
    }
  }
}

/** The same members as of the source `judges`, which reads them. */
function weightsOf(
  judges: readonly Given[],
  { aggregate, isGiven }: { readonly aggregate: string; readonly isGiven: boolean },
  faults: Faults,
): unknown {
  const first = judges.findIndex(({ weights }) => weights !== undefined);
  if (first < 0) return undefined;
  const missing = judges.findIndex(({ weights }) => weights === undefined);
  if (isGiven) faults.add('weights', 'must be left out: the judges give weights');
  else if (missing >= 0)
    faults.add(`judges[${missing}].weights`, `is missing: judges[${first}] gives weights`);
  return { source: 'judges', aggregate, judges: judges.map(({ name, weights }) => ({ name, weights })) };
}
