import { inTurns, LANES, scoreIn, standingAt } from '../../decisions/domain/indexes/lanes.js';
import { dueIndex, kindOfIndex } from '../../decisions/domain/indexes/index-names.js';
import type { DueEntry, DueQuery, DueWork, QueueLength } from '../../decisions/domain/ports/due.queries.js';
import { isQueue } from '../../decisions/domain/indexes/queues.js';
import type { ProcessIndexes } from './process-indexes.js';
import { NEWEST } from '../shared/index-order.js';
import { leading } from './leading.js';
import type { SortedIndex } from './sorted-index.js';

/** What is due in several queues, lanes in turn, and when the next will be due. */
export function dueWork(indexes: ProcessIndexes, query: DueQuery): DueWork {
  const looks = query.queues.map((queue) => lookInto(indexes.of(dueIndex(queue)), query));
  const entries = looks.flatMap((look) => look.entries);
  const times = looks.flatMap((look) => look.times);
  return {
    entries: inTurns(entries, query.turn ?? 0, query.limit),
    nextAt: times.length === 0 ? null : Math.min(...times),
  };
}

/** Every queue that has entries, and how many. */
export function queueLengths(indexes: ProcessIndexes): readonly QueueLength[] {
  return indexes.names.flatMap((name) => {
    const queue = name.slice('due:'.length);
    const index = indexes.of(name);
    return kindOfIndex(name) === 'due' && isQueue(queue)
      ? [{ queue, length: index.size, oldestAt: oldestIn(index) }]
      : [];
  });
}

/** The first of each lane is the longest due of that lane. */
function oldestIn(index: SortedIndex): number | null {
  const times = [...lanesFrom(index, 0)].map((lane) => firstAfter(index, scoreIn(lane, 0) - 1)?.runAt);
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}

/** Of each lane in its turn what is due, and the first time in the future. */
interface Look {
  readonly entries: DueEntry[];
  readonly times: number[];
}

function lookInto(index: SortedIndex, query: DueQuery): Look {
  const { turn = 0, limit, lane } = query;
  const look: Look = { entries: [], times: [] };
  const lanes = lane === undefined ? lanesFrom(index, turn) : [lane];
  let given = 0;
  for (const each of lanes) {
    const before = look.entries.length;
    lookIntoLane(index, each, { query, look });
    if (look.entries.length > before) given += 1;
    if (given >= limit) break;
  }
  return look;
}

/**
 * Lanes that have entries, first from the given one on and then those before it: each is found by one look behind the
 * one before.
 */
function* lanesFrom(index: SortedIndex, turn: number): Generator<number> {
  yield* lanesBetween(index, turn, LANES);
  yield* lanesBetween(index, 0, turn);
}

function* lanesBetween(index: SortedIndex, from: number, end: number): Generator<number> {
  for (let lane = from; lane < end; lane++) {
    const next = firstAfter(index, scoreIn(lane, 0) - 1);
    if (next === null || next.lane >= end) return;
    lane = next.lane;
    yield lane;
  }
}

function lookIntoLane(
  index: SortedIndex,
  lane: number,
  { query, look }: { readonly query: DueQuery; readonly look: Look },
): void {
  const { now, limit, after = [] } = query;
  const position = after.find((entry) => entry.lane === lane);
  const start = position
    ? { at: scoreIn(lane, position.runAt), id: position.id }
    : { ...NEWEST, at: scoreIn(lane, 0) - 1 };
  const due = leading(index.after(start), limit, ({ at }) => at <= scoreIn(lane, now));
  look.entries.push(...due.map(({ at, id }) => ({ id, ...standingAt(at) })));
  const next = firstAfter(index, scoreIn(lane, now));
  if (next?.lane === lane) look.times.push(next.runAt);
}

function firstAfter(index: SortedIndex, score: number): ReturnType<typeof standingAt> | null {
  for (const { at } of index.after({ ...NEWEST, at: score })) return standingAt(at);
  return null;
}
