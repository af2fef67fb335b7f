import { isObject, type JsonValue } from '../../../domain/json.js';
import type { RequestKind, RequestOption } from '../../../domain/waiting/requests.js';
import { isText, IllFormed } from './question-rules.js';

const MAX_OPTIONS = 50;
const MAX_OUTCOME_LENGTH = 100;
const MAX_TITLE_LENGTH = 300;

/** The outcomes of the kinds that have fixed ones. */
const FIXED = { approval: ['approve', 'reject'], data: ['submit'] } as const;

/**
 * Every way a question can be answered.
 *
 * @throws IllFormed
 */
export function optionsOf(kind: RequestKind, given: JsonValue | undefined): readonly RequestOption[] {
  if (kind !== 'choice') {
    if (given !== undefined) throw new IllFormed(`options are for a choice, not for ${kind}`);
    return FIXED[kind].map((outcome) => ({ outcome, title: null, schema: null }));
  }
  const list: readonly JsonValue[] = Array.isArray(given) ? given : [];
  if (list.length < 2 || list.length > MAX_OPTIONS)
    throw new IllFormed(`options of a choice must be a list of 2 to ${MAX_OPTIONS}`);
  const options = list.map(optionOf);
  if (new Set(options.map(({ outcome }) => outcome)).size < options.length)
    throw new IllFormed('options must have different outcomes');
  return options;
}

function optionOf(given: JsonValue, nth: number): RequestOption {
  const { outcome, title, schema, ...others } = isObject(given) ? given : { outcome: given };
  const place = `options[${nth}]`;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new IllFormed(`${place} has no ${unknown}, but outcome, title and schema`);
  if (!isText(outcome, MAX_OUTCOME_LENGTH))
    throw new IllFormed(
      `${place} must be, or have as its outcome, text of 1 to ${MAX_OUTCOME_LENGTH} characters`,
    );
  if (title !== undefined && !isText(title, MAX_TITLE_LENGTH))
    throw new IllFormed(`${place}.title must be text of 1 to ${MAX_TITLE_LENGTH} characters`);
  if (schema !== undefined && !isObject(schema)) throw new IllFormed(`${place}.schema must be an object`);
  return { outcome, title: title ?? null, schema: schema ?? null };
}
