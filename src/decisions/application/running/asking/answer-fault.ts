import { type DefaultAnswer, needsData, type Question, schemaFor } from '../../../domain/waiting/requests.js';
import { type DataFault, dataFaults } from './data-schemas.js';

/** As JSON: more than a person fills in. */
export const MAX_DATA_BYTES = 16 * 1024;

type Answerable = Pick<Question, 'kind' | 'options' | 'schema'>;

/** What is wrong with an answer to a question; nothing if it is one. */
export function answerFault(question: Answerable, { outcome, data }: DefaultAnswer): readonly DataFault[] {
  const known = question.options.map((option) => option.outcome);
  if (!known.includes(outcome)) return [{ path: 'outcome', message: `must be one of ${known.join(', ')}` }];
  const schema = schemaFor(question, outcome);
  if (data === null && !needsData(question, outcome)) return [];
  if (schema === null) return [{ path: 'data', message: `is not taken with the outcome ${outcome}` }];
  if (data === null) return [{ path: 'data', message: `is needed with the outcome ${outcome}` }];
  const isTooLarge = Buffer.byteLength(JSON.stringify(data)) > MAX_DATA_BYTES;
  if (isTooLarge) return [{ path: 'data', message: `must be at most ${MAX_DATA_BYTES} bytes` }];
  return dataFaults(schema, data);
}
