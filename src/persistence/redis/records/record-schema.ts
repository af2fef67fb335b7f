import { NewerSchema } from '../../../decisions/domain/errors.js';
import type { ProcessId } from '../../../decisions/domain/ids.js';
import { type RecordFields, UnreadableRecord, wholeOf } from './record-fields.js';
import { fromSchema1 } from './schema-1.js';

/** Turns the fields of one schema into those of the next. Pure. */
export type Upcaster = (fields: RecordFields) => RecordFields;

/** The schema this version writes, and how to read all earlier ones. */
export interface RecordSchema {
  readonly version: number;
  /** By the schema they start from; each leads to the next schema. */
  readonly upcasters: ReadonlyMap<number, Upcaster>;
}

/**
 * A change of the stored fields raises `version` and adds the upcaster from the version before; a record is rewritten
 * completely with its next swap. Another member of `facts` or `state` is no such change if it may be left out. Every
 * schema keeps the field `schema`: it tells older releases what to leave alone.
 */
export const RECORD_SCHEMA: RecordSchema = { version: 2, upcasters: new Map([[1, fromSchema1]]) };

/**
 * The fields as the present schema has them.
 *
 * @throws NewerSchema, or UnreadableRecord
 */
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
  const version = wholeOf(stored, 'schema', 1);
  if (version > schema.version) throw new NewerSchema(id, version);
  return version;
}
