import { NewerSchema } from '../../../decisions/domain/errors.js';
import type { ProcessId } from '../../../decisions/domain/ids.js';
import { FieldReader, type RecordFields, UnreadableRecord } from './record-fields.js';

/** Turns the fields of one schema into those of the next. Pure. */
export type Upcaster = (fields: RecordFields) => RecordFields;

/** The schema this version writes, and how to read all before it. */
export interface RecordSchema {
  readonly version: number;
  /** By the schema they start from; each leads one schema on. */
  readonly upcasters: ReadonlyMap<number, Upcaster>;
}

/**
 * A change to the stored fields raises `version` and adds the upcaster from the version before; a record is rewritten
 * as a whole with its next swap. Raise it in a release after the one that can read it, so that instances of two
 * releases can share a store.
 */
export const RECORD_SCHEMA: RecordSchema = { version: 1, upcasters: new Map() };

/** The fields as the present schema has them. */
export function upcast(id: ProcessId, stored: RecordFields, schema: RecordSchema): RecordFields {
  let fields = stored;
  for (let version = schemaOf(id, stored, schema); version < schema.version; version++) {
    const upcaster = schema.upcasters.get(version);
    if (upcaster === undefined) throw new UnreadableRecord(`schema ${version} is unknown`);
    fields = upcaster(fields);
  }
  return fields;
}

/** @throws NewerSchema for records of a later version of this software */
export function schemaOf(id: ProcessId, stored: RecordFields, schema: RecordSchema): number {
  const version = new FieldReader(stored).count('schema', 1);
  if (version > schema.version) throw new NewerSchema(id, version);
  return version;
}
