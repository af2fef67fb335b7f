import type { DecisionProcess, ProcessSummary } from '../../../decisions/domain/decision-process.js';
import type { ProcessId } from '../../../decisions/domain/ids.js';
import { decode, decodeSummary } from './record-decoding.js';
import type { RecordFields } from './record-fields.js';
import { type RecordSchema, schemaOf, upcast } from './record-schema.js';

/**
 * What is stored, as a process.
 *
 * @throws NewerSchema, or UnreadableRecord
 */
export function readRecord(id: ProcessId, stored: RecordFields, schema: RecordSchema): DecisionProcess {
  return decode(id, upcast(id, stored, schema));
}

/**
 * What is stored in `SUMMARY_FIELDS`, as a summary; `null` if an older schema asks for all fields.
 *
 * @throws NewerSchema, or UnreadableRecord
 */
export function readSummary(
  id: ProcessId,
  stored: RecordFields,
  schema: RecordSchema,
): ProcessSummary | null {
  return schemaOf(id, stored, schema) < schema.version ? null : decodeSummary(id, stored);
}
