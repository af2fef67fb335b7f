import {
  type DecisionProcess,
  isSettled,
  PROCESS_STATUSES,
  type ProcessStatus,
  type ProcessSummary,
} from '../../decisions/domain/decision-process.js';
import type { ProcessId, WorkerId } from '../../decisions/domain/ids.js';
import type { IndexAudit } from '../../decisions/domain/ports/index.audit.js';
import type {
  ProcessPage,
  ProcessQuery,
  ProcessRepository,
  ProcessStatistics,
  QuarantinePage,
  QuarantineQuery,
} from '../../decisions/domain/ports/process.repository.js';
import { ProcessIndexes } from './records/process-indexes.js';
import { PartitionedIndexes } from './lists/partitioned-indexes.js';
import type { ProcessKeys } from './server/process-keys.js';
import { ProcessListing } from './lists/process-listing.js';
import { ProcessRecords } from './records/process-records.js';
import { ProcessWrites } from './records/process-writes.js';
import { quarantinePage } from './lists/quarantine-listing.js';
import { RECORD_SCHEMA, type RecordSchema } from './records/record-schema.js';
import { RedisIndexAudit } from './audit/redis-index.audit.js';
import type { RedisLink } from './server/redis-link.js';
import { fieldsReply, listReply, processIds, wholeReply } from './server/replies.js';
import { SettledRemoval } from './lists/settled-removal.js';

/** Answers of the scripts that write: how it went. */
const WRITE = { done: 1, refused: 0, unreadable: -1, newer: -2, older: -3 } as const;

/** Processes as hashes in 16 partitions, each with its own indexes; every write is one script in one slot. */
export class RedisProcessRepository implements ProcessRepository {
  private readonly writes: ProcessWrites;
  private readonly records: ProcessRecords;
  private readonly indexes: PartitionedIndexes;
  private readonly listing: ProcessListing;
  private readonly removal: SettledRemoval;
  /** Compares the records of this repository with its indexes. */
  readonly audit: IndexAudit;

  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
    schema: RecordSchema = RECORD_SCHEMA,
  ) {
    this.writes = new ProcessWrites(keys, schema.version);
    this.indexes = new PartitionedIndexes(link, keys);
    const own = new ProcessIndexes(link, keys);
    this.records = new ProcessRecords({ link, keys, schema, indexes: own });
    this.listing = new ProcessListing(this.indexes, this.records);
    this.removal = new SettledRemoval({ link, keys, indexes: this.indexes, schema: schema.version });
    this.audit = new RedisIndexAudit({ link, keys, indexes: own, records: this.records });
  }

  async create(process: DecisionProcess): Promise<DecisionProcess> {
    const command = this.writes.create(process);
    const reply = await this.link.ask((client) => client.createProcess(...command));
    if (reply === null) return process;
    if (reply === WRITE.unreadable) return (await this.records.find(process.id)) ?? this.create(process);
    return this.records.read(process.id, fieldsReply(listReply(reply)));
  }

  async find(id: ProcessId): Promise<DecisionProcess | null> {
    return this.records.find(id);
  }

  async summary(id: ProcessId): Promise<ProcessSummary | null> {
    return this.records.summary(id);
  }

  async swap(current: DecisionProcess, next: DecisionProcess): Promise<boolean> {
    const command = this.writes.swap(current, next);
    const reply = await this.link.ask((client) => client.swapProcess(...command));
    if (reply !== WRITE.older) return this.outcome(current.id, reply);
    const whole = this.writes.swapWhole(current, next);
    return this.outcome(current.id, await this.link.ask((client) => client.swapProcess(...whole)));
  }

  async due(now: number, limit: number): Promise<ProcessId[]> {
    const entries = await this.indexes.lowest(now, limit, (partition) => partition.due);
    return entries.map(({ id }) => id);
  }

  async ownedBy(worker: WorkerId): Promise<ProcessId[]> {
    const each = await Promise.all(
      this.keys.partitions.map((keys) =>
        this.link.ask((client) => client.ownedProcesses(keys.owned(worker), keys.quarantine)),
      ),
    );
    return each.flatMap((reply) => processIds(listReply(reply)));
  }

  async list(query: ProcessQuery): Promise<ProcessPage> {
    return this.listing.page(query);
  }

  async statistics(createdBefore: readonly number[]): Promise<ProcessStatistics> {
    const replies = await Promise.all(
      this.keys.partitions.map(({ times, quarantine, statuses }) =>
        this.link.ask((client) => client.processStatistics(times, quarantine, ...statuses, ...createdBefore)),
      ),
    );
    const each = replies.map(listReply);
    const total = (position: number) =>
      each.reduce<number>((sum, reply) => sum + wholeReply(reply[position]), 0);
    const oldest = each.map((reply) => reply[6]).filter((createdAt) => createdAt !== '');
    return {
      counts: countsOf(total),
      quarantined: total(5),
      oldestPendingAt: oldest.length === 0 ? null : Math.min(...oldest.map(Number)),
      createdBefore: createdBefore.map((_, nth) => total(7 + nth)),
    };
  }

  async quarantined(query: QuarantineQuery): Promise<QuarantinePage> {
    return quarantinePage(this.indexes, query);
  }

  async remove(process: DecisionProcess): Promise<boolean> {
    if (!isSettled(process)) return false;
    const command = this.writes.remove(process);
    return this.outcome(process.id, await this.link.ask((client) => client.removeProcess(...command)));
  }

  async removeSettled(before: number, limit: number): Promise<number> {
    return this.removal.remove(before, limit);
  }

  /** Why a record cannot be written is found out by reading it; one that can be read by now leaves the quarantine. */
  private async outcome(id: ProcessId, reply: unknown): Promise<boolean> {
    if (reply === WRITE.unreadable || reply === WRITE.newer) {
      await this.records.find(id);
      await this.records.repair(id);
    }
    return wholeReply(reply) === WRITE.done;
  }
}

function countsOf(total: (position: number) => number): Record<ProcessStatus, number> {
  const [pending, running, completed, failed, cancelled] = PROCESS_STATUSES.map((_, position) =>
    total(position),
  );
  return {
    pending: pending ?? 0,
    running: running ?? 0,
    completed: completed ?? 0,
    failed: failed ?? 0,
    cancelled: cancelled ?? 0,
  };
}
