import type { DecisionProcess, ProcessSummary } from '../../../decisions/domain/decision-process.js';
import { summaryOf } from '../../../decisions/domain/decision-process.js';
import { NewerSchema, ProcessCorrupted } from '../../../decisions/domain/errors.js';
import type { ProcessId, WorkerId } from '../../../decisions/domain/ids.js';
import type { ProcessIndexes } from './process-indexes.js';
import type { ProcessKeys } from '../server/process-keys.js';
import { readRecord, readSummary } from './process-record.js';
import { SUMMARY_FIELDS } from './record-decoding.js';
import { type RecordFields, UnreadableRecord } from './record-fields.js';
import type { RecordSchema } from './record-schema.js';
import { RedisFault } from '../server/redis-errors.js';
import type { RedisClient, RedisLink } from '../server/redis-link.js';
import { fieldsReply } from '../server/replies.js';

const NO_FIELDS: RecordFields = new Map();

/** Answers of `missing.lua`. */
const MISSING = { never: 0, stored: 1, lost: -1 } as const;

interface Dependencies {
  readonly link: RedisLink;
  readonly keys: ProcessKeys;
  readonly indexes: ProcessIndexes;
  readonly schema: RecordSchema;
}

/** Reads records one by one. What cannot be read is put into quarantine. */
export class ProcessRecords {
  private readonly link: RedisLink;
  private readonly keys: ProcessKeys;
  private readonly indexes: ProcessIndexes;
  private readonly schema: RecordSchema;

  constructor({ link, keys, indexes, schema }: Dependencies) {
    this.link = link;
    this.keys = keys;
    this.indexes = indexes;
    this.schema = schema;
  }

  /** One round trip for a process that is there; another one tells a lost record from one that never was. */
  async find(id: ProcessId): Promise<DecisionProcess | null> {
    const fields = await this.wholeRecord(id);
    return fields.size === 0 ? this.missing(id) : this.read(id, fields);
  }

  /** @throws ProcessCorrupted, after the record went into quarantine; NewerSchema */
  async read(id: ProcessId, fields: RecordFields): Promise<DecisionProcess> {
    return this.checked(id, fields, () => readRecord(id, fields, this.schema));
  }

  /** @throws ProcessCorrupted, NewerSchema */
  async summary(id: ProcessId): Promise<ProcessSummary | null> {
    const fields = await this.fieldsOf(id, SUMMARY_FIELDS);
    if (fields.size === 0) return this.whole(id);
    return (
      (await this.checked(id, fields, () => readSummary(id, fields, this.schema))) ?? (await this.whole(id))
    );
  }

  /** `null` if it is gone or cannot be read. */
  async readableSummary(id: ProcessId): Promise<ProcessSummary | null> {
    try {
      return await this.summary(id);
    } catch (error) {
      if (error instanceof ProcessCorrupted || error instanceof NewerSchema) return null;
      throw error;
    }
  }

  /**
   * Puts the process where its record says in the indexes, after one of them was seen to disagree with it. Leaves alone
   * what a later version wrote.
   *
   * @param stray a worker whose set was seen to have the process without cause
   */
  async repair(id: ProcessId, stray: WorkerId | null = null): Promise<void> {
    const fields = await this.wholeRecord(id);
    try {
      await this.indexes.enter(readRecord(id, fields, this.schema), stray);
    } catch (error) {
      if (error instanceof UnreadableRecord) await this.indexes.leave(id, fields, stray);
      else if (!(error instanceof NewerSchema)) throw error;
    }
  }

  /** Puts the record into quarantine, unless it was written or removed since it was read. */
  private async corrupted(id: ProcessId, fields: RecordFields, fault: string): Promise<never> {
    await this.indexes.leave(id, fields, null);
    throw new ProcessCorrupted(id, fault);
  }

  private async whole(id: ProcessId): Promise<ProcessSummary | null> {
    const process = await this.find(id);
    return process === null ? null : summaryOf(process);
  }

  private async checked<T>(id: ProcessId, fields: RecordFields, read: () => T): Promise<T> {
    try {
      return read();
    } catch (error) {
      if (error instanceof UnreadableRecord) return this.corrupted(id, fields, error.fault);
      throw error;
    }
  }

  private async missing(id: ProcessId): Promise<DecisionProcess | null> {
    const keys = this.keys.of(id);
    const reply = await this.link.ask((client) =>
      client.missingProcess(keys.process(id), keys.times, keys.quarantine, id),
    );
    if (reply === MISSING.never) return null;
    return reply === MISSING.stored
      ? this.find(id)
      : this.corrupted(id, NO_FIELDS, 'its record is lost or no hash');
  }

  private async wholeRecord(id: ProcessId): Promise<RecordFields> {
    const key = this.keys.of(id).process(id);
    return this.hash(async (client) => new Map(Object.entries(await client.hgetall(key))));
  }

  private async fieldsOf(id: ProcessId, names: readonly string[]): Promise<RecordFields> {
    const key = this.keys.of(id).process(id);
    return this.hash(async (client) => {
      const values = await client.hmget(key, ...names);
      return fieldsReply(names.flatMap((name, nth) => (values[nth] == null ? [] : [name, values[nth]])));
    });
  }

  /** No fields, too, if what has the process' key is no hash. */
  private async hash(read: (client: RedisClient) => Promise<RecordFields>): Promise<RecordFields> {
    try {
      return await this.link.ask(read);
    } catch (error) {
      if (error instanceof RedisFault && error.reason === 'wrong_type') return NO_FIELDS;
      throw error;
    }
  }
}
