import type { ProcessId } from '../../../decisions/domain/ids.js';
import type { ProcessKeys } from '../server/process-keys.js';
import { RedisFault } from '../server/redis-errors.js';
import type { RedisLink } from '../server/redis-link.js';
import { fieldsReply, listReply, valuesReply } from '../server/replies.js';
import type { RecordFields } from './record-fields.js';

/** Of a record that does not exist. */
export const NO_FIELDS: RecordFields = new Map();

/** The fields of records as they are stored; none where there is no record, or its key has something that is no hash. */
export class StoredFields {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  whole(id: ProcessId): Promise<RecordFields> {
    const key = this.keyOf(id);
    const found = this.link.ask((client) => client.hgetall(key));
    return ofHash(found.then((fields) => new Map(Object.entries(fields))));
  }

  some(id: ProcessId, names: readonly string[]): Promise<RecordFields> {
    const key = this.keyOf(id);
    const found = this.link.ask((client) => client.hmget(key, ...names));
    return ofHash(found.then((values) => valuesReply(names, values)));
  }

  /** Those of these names, and all that begin with `prefix`. */
  withPrefix(id: ProcessId, prefix: string, names: readonly string[]): Promise<RecordFields> {
    const found = this.link.run('askedOfProcess', { keys: [this.keyOf(id)], args: [prefix, ...names] });
    return ofHash(found.then((reply) => fieldsReply(listReply(reply))));
  }

  private keyOf(id: ProcessId): string {
    return this.keys.of(id).process(id);
  }
}

function ofHash(fields: Promise<RecordFields>): Promise<RecordFields> {
  return fields.catch((error: unknown) => {
    if (error instanceof RedisFault && error.reason === 'wrong_type') return NO_FIELDS;
    throw error;
  });
}
