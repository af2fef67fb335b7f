import { NewerSchema, ProcessCorrupted } from '../../../decisions/domain/errors.js';
import type { ProcessId } from '../../../decisions/domain/ids.js';
import type { QuarantinePage, QuarantineQuery } from '../../../decisions/domain/ports/list.queries.js';
import type { RecordReader } from '../records/record-reader.js';
import type { ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { wholeReply } from '../server/replies.js';
import type { PartitionedIndexes } from './partitioned-indexes.js';
import { quarantinePage } from './quarantine-listing.js';

/** Records that cannot be read: where each is, what is wrong with it, and its removal. */
export class QuarantinedRecords {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
    private readonly indexes: PartitionedIndexes,
    private readonly records: RecordReader,
  ) {}

  /** Each record of the page is read, because its fault is not stored anywhere. */
  async page(query: QuarantineQuery): Promise<QuarantinePage> {
    const { records, nextCursor } = await quarantinePage(this.indexes, query);
    const whole = records.map(async (record) => ({
      ...record,
      key: this.keys.of(record.id).process(record.id),
      fault: await this.faultOf(record.id),
    }));
    return { records: await Promise.all(whole), nextCursor };
  }

  /** Only if it still cannot be read; a record that has been repaired goes back to the lists. */
  async remove(id: ProcessId): Promise<boolean> {
    const { process, quarantine } = this.processKeys(id);
    const isHash = (await this.link.ask((client) => client.type(process))) === 'hash';
    const [state, revision] = isHash
      ? await this.link.ask((client) => client.hmget(process, 'state', 'revision'))
      : [];
    if ((await this.faultOf(id)) === null) return false;
    const call = { keys: [process, quarantine], args: [id, state ?? revision ?? ''] };
    return wholeReply(await this.link.run('removeCorruptRecord', call)) === 1;
  }

  private processKeys(id: ProcessId): { process: string; quarantine: string } {
    const keys = this.keys.of(id);
    return { process: keys.process(id), quarantine: keys.quarantine };
  }

  private async faultOf(id: ProcessId): Promise<string | null> {
    try {
      await this.records.find(id);
      return null;
    } catch (error) {
      if (error instanceof ProcessCorrupted) return error.fault;
      if (error instanceof NewerSchema) return null;
      throw error;
    }
  }
}
