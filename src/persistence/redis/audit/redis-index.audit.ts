import type { AuditedPart, IndexAudit } from '../../../decisions/domain/ports/index.audit.js';
import { parseWorkerId, type ProcessId, type WorkerId } from '../../../decisions/domain/ids.js';
import { AuditPlaces, type AuditWindow, type Found, type Place, SCAN_START } from './audit-places.js';
import type { ProcessIndexes } from '../records/process-indexes.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { ProcessRecords } from '../records/process-records.js';
import { RedisFault } from '../server/redis-errors.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply } from '../server/replies.js';

/** Processes compared by one call of the script: it takes Redis about a millisecond. */
const BATCH = 100;

/** Answer of `audit.lua` for a process that is where it belongs and not running. */
const AGREES = 1;

interface Dependencies {
  readonly link: RedisLink;
  readonly keys: ProcessKeys;
  readonly records: ProcessRecords;
  readonly indexes: ProcessIndexes;
}

/**
 * Goes from place to place. What a comparison says is a suspicion, for the process may have changed meanwhile: repairing
 * reads the record again, and the script that enters it checks that it is still the one that was read.
 */
export class RedisIndexAudit implements IndexAudit {
  private readonly link: RedisLink;
  private readonly keys: ProcessKeys;
  private readonly records: ProcessRecords;
  private readonly indexes: ProcessIndexes;
  private readonly places: AuditPlaces;
  /** Of this pass; the first is the one under way. */
  private left: readonly Place[] = [];
  private cursor = SCAN_START;

  constructor({ link, keys, records, indexes }: Dependencies) {
    this.link = link;
    this.keys = keys;
    this.records = records;
    this.indexes = indexes;
    this.places = new AuditPlaces(link, keys);
  }

  async next(): Promise<AuditedPart> {
    if (this.left.length === 0) this.left = await this.places.all();
    const checked = await this.step();
    return { checked, repairs: this.indexes.takeNotes(), isLast: this.left.length === 0 };
  }

  /** One window of the place under way. What is of the wrong type is passed over: it would hold up all else. */
  private async step(): Promise<number> {
    const { cursor, found } = await this.window();
    const outcomes = await Promise.allSettled(found.map((each) => this.compare(each)));
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    if (reasons.every((reason) => reason instanceof RedisFault)) this.goOn(cursor);
    if (reasons.length > 0) throw reasons[0];
    return outcomes.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value : 0), 0);
  }

  private async window(): Promise<AuditWindow> {
    try {
      return (await this.left[0]?.(this.cursor)) ?? { cursor: SCAN_START, found: [] };
    } catch (error) {
      if (error instanceof RedisFault) this.goOn(SCAN_START);
      throw error;
    }
  }

  private goOn(cursor: string): void {
    this.cursor = cursor;
    if (cursor === SCAN_START) this.left = this.left.slice(1);
  }

  /** How many it has compared. */
  private async compare({ partition, members, index }: Found): Promise<number> {
    const ids = await members();
    const own = ids.filter((id) => this.keys.of(id) === partition);
    const strangers = ids.filter((id) => this.keys.of(id) !== partition);
    if (index !== null) for (const id of strangers) await this.indexes.expel(id, index);
    for (let start = 0; start < own.length; start += BATCH) {
      const batch = own.slice(start, start + BATCH);
      const verdicts = await this.verdicts(partition, batch);
      const owner = index?.owner ?? null;
      await Promise.all(batch.map((id, nth) => this.follow(verdicts[nth], { partition, id, owner })));
    }
    return ids.length;
  }

  private async verdicts(partition: PartitionKeys, ids: readonly ProcessId[]): Promise<readonly unknown[]> {
    const keys = [...partition.indexes.map(({ key }) => key), ...ids.map((id) => partition.process(id))];
    return listReply(await this.link.ask((client) => client.auditProcesses(keys.length, ...keys, ...ids)));
  }

  private async follow(verdict: unknown, { partition, id, owner }: Member): Promise<void> {
    if (owner !== null) return verdict === owner ? undefined : this.records.repair(id, owner);
    if (verdict === AGREES || (await this.isOwned(partition, id, verdict))) return;
    await this.records.repair(id);
  }

  private async isOwned(partition: PartitionKeys, id: ProcessId, verdict: unknown): Promise<boolean> {
    const worker = typeof verdict === 'string' ? parseWorkerId(verdict) : null;
    if (worker === null) return false;
    return (await this.link.ask((client) => client.sismember(partition.owned(worker), id))) === 1;
  }
}

interface Member {
  readonly partition: PartitionKeys;
  readonly id: ProcessId;
  readonly owner: WorkerId | null;
}
