import {
  type AskingProcess,
  type ProcessReport,
  type ProcessSummary,
  summaryOf,
} from '../../decisions/domain/process-summary.js';
import type { DecisionProcess } from '../../decisions/domain/decision-process.js';
import type { ProcessId, WorkerId } from '../../decisions/domain/ids.js';
import { TIMERS, workerIndex } from '../../decisions/domain/indexes/index-names.js';
import type { IndexCheck } from '../../decisions/domain/ports/index.check.js';
import type {
  DueQuery,
  DueWork,
  QueueLength,
  TimedQuery,
  TimedWork,
} from '../../decisions/domain/ports/due.queries.js';
import type {
  ProcessPage,
  ProcessQuery,
  ProcessStatistics,
  QuarantinePage,
  QuarantineQuery,
  RequestPage,
  RequestQuery,
} from '../../decisions/domain/ports/list.queries.js';
import type { ProcessRepository } from '../../decisions/domain/ports/process.repository.js';
import { isSettled } from '../../decisions/domain/process-status.js';
import { RedisIndexCheck } from './index-check/redis-index.check.js';
import { DueQueues } from './lists/due-queues.js';
import { PartitionedIndexes } from './lists/partitioned-indexes.js';
import { ProcessListing } from './lists/process-listing.js';
import { QuarantinedRecords } from './lists/quarantined-records.js';
import { RequestListing } from './lists/request-listing.js';
import { SettledRemoval } from './lists/settled-removal.js';
import { TimedProcesses } from './lists/timed-processes.js';
import { countProcesses } from './lists/statistics.js';
import { IndexMender } from './records/index-repair.js';
import { RECORD_SCHEMA, type RecordSchema } from './records/record-schema.js';
import { RecordReader } from './records/record-reader.js';
import { WriteCommands } from './records/write-commands.js';
import type { ProcessKeys } from './server/process-keys.js';
import type { RedisLink } from './server/redis-link.js';
import { fieldsReply, listReply, processIds, wholeReply } from './server/replies.js';

/** What the scripts that write answer. */
const WRITE = { done: 1, refused: 0, unreadable: -1, newer: -2, older: -3 } as const;

/** Processes as hashes in 16 partitions, each with its own indexes; every write is one script in one slot. */
export class RedisProcessRepository implements ProcessRepository {
  private readonly writes: WriteCommands;
  private readonly records: RecordReader;
  private readonly indexes: PartitionedIndexes;
  private readonly listing: ProcessListing;
  private readonly quarantine: QuarantinedRecords;
  private readonly queueing: DueQueues;
  private readonly times: TimedProcesses;
  private readonly inbox: RequestListing;
  private readonly removal: SettledRemoval;
  /** Compares the records of this repository with its indexes. */
  readonly indexCheck: IndexCheck;

  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
    schema: RecordSchema = RECORD_SCHEMA,
  ) {
    this.writes = new WriteCommands(keys, schema.version);
    this.indexes = new PartitionedIndexes(link, keys);
    this.queueing = new DueQueues(link, keys);
    const repair = new IndexMender(link, keys);
    const records = new RecordReader({ link, keys, schema, repair });
    this.records = records;
    this.quarantine = new QuarantinedRecords(link, keys, this.indexes, records);
    this.listing = new ProcessListing(this.indexes, records);
    this.times = new TimedProcesses(link, keys);
    this.inbox = new RequestListing(this.times, records);
    this.removal = new SettledRemoval({ link, keys, indexes: this.indexes, records });
    this.indexCheck = new RedisIndexCheck({ link, keys, repair, records });
  }

  async create(process: DecisionProcess): Promise<DecisionProcess> {
    if (process.status === 'pending') await this.queueing.announce(process);
    const command = this.writes.create(process);
    const reply = await this.link.runTogether('createProcess', command);
    if (reply === null) return process;
    if (reply === WRITE.unreadable) return (await this.records.find(process.id)) ?? this.create(process);
    return this.records.read(process.id, fieldsReply(listReply(reply)));
  }

  find(id: ProcessId): Promise<DecisionProcess | null> {
    return this.records.find(id);
  }

  async summary(id: ProcessId): Promise<ProcessSummary | null> {
    const head = await this.records.head(id);
    return head === null ? null : summaryOf(head);
  }

  report(id: ProcessId): Promise<ProcessReport | null> {
    return this.records.report(id);
  }

  asked(id: ProcessId): Promise<AskingProcess | null> {
    return this.records.asked(id);
  }

  async swap(current: DecisionProcess, next: DecisionProcess): Promise<boolean> {
    if (next.status === 'pending') await this.queueing.announce(next);
    const reply = await this.link.runTogether('swapProcess', this.writes.swap(current, next));
    if (reply === WRITE.done) return true;
    if (reply !== WRITE.older) return this.outcome(current.id, reply);
    const whole = this.writes.swapWhole(current, next);
    return this.outcome(current.id, await this.link.run('swapProcess', whole));
  }

  due(query: DueQuery): Promise<DueWork> {
    return this.queueing.due(query);
  }

  timers(query: TimedQuery): Promise<TimedWork> {
    return this.times.first((partition) => [partition.index(TIMERS)], query);
  }

  requests(query: RequestQuery): Promise<RequestPage> {
    return this.inbox.page(query);
  }

  queues(): Promise<readonly QueueLength[]> {
    return this.queueing.lengths();
  }

  async ownedBy(worker: WorkerId): Promise<ProcessId[]> {
    const each = await Promise.all(
      this.keys.partitions.map((keys) =>
        this.link.run('ownedProcesses', {
          keys: [keys.quarantine, keys.index(workerIndex(worker)), keys.owned(worker)],
          args: [],
        }),
      ),
    );
    return each.flatMap((reply) => processIds(listReply(reply)));
  }

  list(query: ProcessQuery): Promise<ProcessPage> {
    return this.listing.page(query);
  }

  statistics(createdBefore: readonly number[], owner?: string): Promise<ProcessStatistics> {
    return countProcesses(this.link, this.keys, createdBefore, owner);
  }

  quarantined(query: QuarantineQuery): Promise<QuarantinePage> {
    return this.quarantine.page(query);
  }

  removeQuarantined(id: ProcessId): Promise<boolean> {
    return this.quarantine.remove(id);
  }

  async remove(process: DecisionProcess): Promise<boolean> {
    if (!isSettled(process)) return false;
    const command = this.writes.remove(process);
    return this.outcome(process.id, await this.link.run('removeProcess', command));
  }

  removeSettled(before: number, limit: number): Promise<number> {
    return this.removal.remove(before, limit);
  }

  /** Reading a record shows why it cannot be written; one that can be read again leaves the quarantine. */
  private async outcome(id: ProcessId, reply: unknown): Promise<boolean> {
    if (reply === WRITE.unreadable || reply === WRITE.newer) {
      await this.records.find(id);
      await this.records.mend(id);
    }
    return wholeReply(reply) === WRITE.done;
  }
}
