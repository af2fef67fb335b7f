import type { ProcessHead } from '../../../decisions/domain/decision-process.js';
import { inTurns, LANE_WIDTH, LANES, standingAt } from '../../../decisions/domain/indexes/lanes.js';
import { dueIndex } from '../../../decisions/domain/indexes/index-names.js';
import type {
  DueEntry,
  DueQuery,
  DueWork,
  QueueLength,
} from '../../../decisions/domain/ports/due.queries.js';
import { isQueue, queueOf, type QueueName } from '../../../decisions/domain/indexes/queues.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply, processIds, scoresReply, textReply, wholeReply } from '../server/replies.js';

/** A name is entered again at intervals: an older backup, or an eviction, may have lost it. */
const ENTERED_FOR_MS = 60_000;

type PendingHead = Extract<ProcessHead, { readonly status: 'pending' }>;

/**
 * Queues of pending processes, each spread over all partitions, and the set of their names, which belongs to no
 * partition.
 */
export class DueQueues {
  private readonly entered = new Map<QueueName, number>();

  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /** To be called before a process is put into a queue, so that every queue in use is counted. */
  async announce(process: PendingHead): Promise<void> {
    const queue = queueOf(process);
    const now = performance.now();
    if (now - (this.entered.get(queue) ?? -Infinity) < ENTERED_FOR_MS) return;
    await this.link.ask((client) => client.sadd(this.keys.queues, queue));
    this.entered.set(queue, now);
  }

  async due({ queues, now, limit, turn = 0, after = [], lane }: DueQuery): Promise<DueWork> {
    const positions = after.flatMap((entry) => [entry.lane, entry.runAt, entry.id]);
    const args = [now, limit, LANE_WIDTH, LANES, turn, lane ?? '', ...positions];
    const parts = await this.eachGroup(async (partitions) => {
      const indexes = partitions.flatMap((partition) => [
        ...queues.map((queue) => partition.index(dueIndex(queue))),
        partition.due,
      ]);
      return this.link.run('dueProcesses', { keys: indexes, args });
    });
    const [nextAts, entries] = [parts.map(nextAtOf), parts.flatMap(entriesOf)];
    return { entries: parts.length > 1 ? inTurns(entries, turn, limit) : entries, nextAt: earliest(nextAts) };
  }

  async lengths(): Promise<readonly QueueLength[]> {
    const names = await this.link.ask((client) => client.smembers(this.keys.queues));
    const queues = names.filter(isQueue);
    if (queues.length === 0) return [];
    const parts = await this.eachGroup((partitions) => {
      const indexes = queues.flatMap((queue) => partitions.map((each) => each.index(dueIndex(queue))));
      return this.link.run('lengthsOfIndexes', { keys: indexes, args: [LANE_WIDTH] });
    });
    return queues.map((queue, nth) => {
      const each = parts.flatMap((part) => pairsOf(part, nth, queues.length));
      const length = each.reduce((sum, [count]) => sum + count, 0);
      return { queue, length, oldestAt: earliest(each.map(([, since]) => since)) };
    });
  }

  /** In one call where one server has all partitions, otherwise in one for each. */
  private eachGroup<T>(ask: (partitions: readonly PartitionKeys[]) => Promise<T>): Promise<T[]> {
    const { partitions } = this.keys;
    return Promise.all((this.link.isCluster ? partitions.map((each) => [each]) : [partitions]).map(ask));
  }
}

/** Length and time of the partitions of one queue, in the reply for all queues. */
function pairsOf(reply: unknown, nth: number, queues: number): (readonly [number, number | null])[] {
  const all = listReply(reply);
  const each = all.length / queues;
  const own = all.slice(nth * each, (nth + 1) * each);
  return Array.from({ length: each / 2 }, (_, at) => [wholeReply(own[2 * at]), timeOf(own[2 * at + 1])]);
}

function timeOf(reply: unknown): number | null {
  const text = textReply(reply);
  return text === '' ? null : Number(text);
}

function nextAtOf(reply: unknown): number | null {
  return timeOf(listReply(reply)[0]);
}

function entriesOf(reply: unknown): DueEntry[] {
  return scoresReply(listReply(reply).slice(1)).flatMap(([member, score]) =>
    processIds([member]).map((id) => ({ id, ...standingAt(score) })),
  );
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
