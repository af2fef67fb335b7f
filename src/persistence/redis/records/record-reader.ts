import {
  type AskingProcess,
  type ProcessReport,
  reportOf,
} from '../../../decisions/domain/process-summary.js';
import type { DecisionProcess, ProcessHead } from '../../../decisions/domain/decision-process.js';
import { NewerSchema, ProcessCorrupted } from '../../../decisions/domain/errors.js';
import type { ProcessId } from '../../../decisions/domain/ids.js';
import { statusIndex } from '../../../decisions/domain/indexes/index-names.js';
import { PROCESS_STATUSES } from '../../../decisions/domain/process-status.js';
import type { NamedIndex, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import type { IndexMender } from './index-repair.js';
import {
  decode,
  decodeAsking,
  decodeHead,
  decodeReport,
  HEAD_FIELDS,
  REPORT_FIELDS,
  REQUEST_FIELDS,
} from './record-decoding.js';
import { type RecordFields, UnreadableRecord } from './record-fields.js';
import { type RecordSchema, schemaOf, upcast } from './record-schema.js';
import { NO_FIELDS, StoredFields } from './stored-fields.js';

/** The fault of an id that lists have although there is no hash for it. */
const LOST = 'its record is lost or no hash';

/** Answers of `missing.lua`. */
const MISSING = { never: 0, stored: 1, lost: -1 } as const;

interface Dependencies {
  readonly link: RedisLink;
  readonly keys: ProcessKeys;
  readonly repair: IndexMender;
  readonly schema: RecordSchema;
}

/** Reads records one by one. What cannot be read is put into quarantine. */
export class RecordReader {
  private readonly link: RedisLink;
  private readonly keys: ProcessKeys;
  private readonly repair: IndexMender;
  private readonly schema: RecordSchema;
  private readonly stored: StoredFields;

  constructor({ link, keys, repair, schema }: Dependencies) {
    this.link = link;
    this.keys = keys;
    this.repair = repair;
    this.schema = schema;
    this.stored = new StoredFields(link, keys);
  }

  /** One round trip for a process that exists; another one tells a lost record from one that never existed. */
  async find(id: ProcessId): Promise<DecisionProcess | null> {
    const fields = await this.stored.whole(id);
    return fields.size === 0 ? this.missing(id) : this.read(id, fields);
  }

  /**
   * @throws ProcessCorrupted after the record went into quarantine
   * @throws NewerSchema
   */
  async read(id: ProcessId, fields: RecordFields): Promise<DecisionProcess> {
    return this.checked(id, fields, () => decode(id, upcast(id, fields, this.schema)));
  }

  /**
   * Everything but the large parts.
   *
   * @throws ProcessCorrupted, NewerSchema
   */
  async head(id: ProcessId): Promise<ProcessHead | null> {
    const fields = await this.stored.some(id, HEAD_FIELDS);
    return (await this.part(id, fields, decodeHead)) ?? this.find(id);
  }

  /** @throws ProcessCorrupted, NewerSchema */
  async report(id: ProcessId): Promise<ProcessReport | null> {
    const fields = await this.stored.some(id, REPORT_FIELDS);
    const report = await this.part(id, fields, decodeReport);
    if (report !== null) return report;
    const whole = await this.find(id);
    return whole === null ? null : reportOf(whole);
  }

  /** @throws ProcessCorrupted, NewerSchema */
  async asked(id: ProcessId): Promise<AskingProcess | null> {
    const fields = await this.stored.withPrefix(id, REQUEST_FIELDS, HEAD_FIELDS);
    return (await this.part(id, fields, decodeAsking)) ?? this.find(id);
  }

  /** `null` if it is gone or cannot be read. */
  async readableHead(id: ProcessId): Promise<ProcessHead | null> {
    try {
      return await this.head(id);
    } catch (error) {
      if (error instanceof ProcessCorrupted || error instanceof NewerSchema) return null;
      throw error;
    }
  }

  /** What can be read of a record; nothing is changed. */
  async look(id: ProcessId): Promise<Look> {
    const part = await this.stored.some(id, HEAD_FIELDS);
    try {
      if (part.size === 0) return { found: 'nothing' };
      const schema = schemaOf(id, part, this.schema);
      if (schema === this.schema.version) return { found: 'process', head: decodeHead(id, part), schema };
      const whole = upcast(id, await this.stored.whole(id), this.schema);
      return { found: 'process', head: decodeHead(id, whole), schema };
    } catch (error) {
      if (error instanceof NewerSchema) return { found: 'newer' };
      if (error instanceof UnreadableRecord) return { found: 'unreadable' };
      throw error;
    }
  }

  /**
   * Puts the process into the indexes as its record says, after one of them was found to disagree with it. Leaves alone
   * what a later version wrote.
   *
   * @param stray an index that was found to have the process but should not
   */
  async mend(id: ProcessId, stray: NamedIndex | null = null): Promise<void> {
    const fields = await this.stored.whole(id);
    try {
      const process = decode(id, upcast(id, fields, this.schema));
      await this.repair.enter(process, schemaOf(id, fields, this.schema), stray);
    } catch (error) {
      if (error instanceof UnreadableRecord) {
        const fault = fields.size === 0 ? LOST : error.fault;
        await this.repair.leave(id, fields, { fault, stray });
      } else if (!(error instanceof NewerSchema)) throw error;
    }
  }

  /** Puts the record into quarantine, unless it was written or removed since it was read. */
  private async corrupted(id: ProcessId, fields: RecordFields, fault: string): Promise<never> {
    await this.repair.leave(id, fields, { fault, stray: null });
    throw new ProcessCorrupted(id, fault);
  }

  /** A promise only for a record that cannot be read: reading takes several turns of its own otherwise. */
  private checked<T>(id: ProcessId, fields: RecordFields, read: () => T): T | Promise<never> {
    try {
      return read();
    } catch (error) {
      if (error instanceof UnreadableRecord) return this.corrupted(id, fields, error.fault);
      throw error;
    }
  }

  /** `null` where a part does not do: there is no record, or one of an older schema. */
  private part<T>(
    id: ProcessId,
    fields: RecordFields,
    decodePart: (id: ProcessId, fields: RecordFields) => T,
  ): T | null | Promise<never> {
    if (fields.size === 0) return null;
    return this.checked(id, fields, () =>
      schemaOf(id, fields, this.schema) < this.schema.version ? null : decodePart(id, fields),
    );
  }

  private async missing(id: ProcessId): Promise<DecisionProcess | null> {
    const keys = this.keys.of(id);
    const lists = PROCESS_STATUSES.map((status) => keys.index(statusIndex(status)));
    const all = [keys.process(id), keys.quarantine, ...lists];
    const reply = await this.link.run('missingProcess', { keys: all, args: [id] });
    if (reply === MISSING.never) return null;
    return reply === MISSING.stored ? this.find(id) : this.corrupted(id, NO_FIELDS, LOST);
  }
}

/** The result of reading a record: `nothing` is also something that is not a hash under the key of a process. */
export type Look =
  | { readonly found: 'process'; readonly head: ProcessHead; readonly schema: number }
  | { readonly found: 'nothing' | 'unreadable' | 'newer' };
