import { likelyOption } from '../../../domain/foreign/likely-option.js';
import { isObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { jsonCopy, NotJson, TooLarge } from '../../../domain/foreign/json-copy.js';
import { quiet } from '../../../domain/foreign/quiet.js';
import { read } from '../../../domain/foreign/thrown.js';
import { type AskOptions, ASKED } from '../../../domain/ports/ask.js';
import { PermanentStepError } from '../../../domain/ports/decision-engine.js';
import type { Question } from '../../../domain/waiting/requests.js';
import { digestOf } from '../../base/canonical-json.js';
import { answerFault } from './answer-fault.js';
import { compile, UnusableSchema } from './data-schemas.js';
import { optionsOf } from './question-options.js';
import { askRules, IllFormed } from './question-rules.js';

/**
 * The limit of the JSON with schema and evidence: it is stored with what every write replaces, and shown in every
 * status.
 */
const MAX_BYTES = 64 * 1024;

/** Who asks, for the message that says why a question was refused. */
export interface Asker {
  readonly engine: string;
  readonly version: number;
  readonly step: string;
}

/** What `ask` was given, if a step has answered that; `null` for every other output. */
export function askedBy(output: unknown): { readonly options: unknown } | null {
  if (typeof output !== 'object' || output === null) return null;
  const options = read(output, ASKED);
  return options === undefined ? null : { options };
}

/**
 * A question as it is shown to people, made from what a step has passed to `ask`.
 *
 * @throws PermanentStepError that names engine, step and rule
 */
export function questionOf(options: unknown, { engine, version, step }: Asker): Question {
  try {
    return checked(plain(options));
  } catch (cause) {
    quiet(options);
    const isForeseen = cause instanceof IllFormed || cause instanceof NotJson || cause instanceof TooLarge;
    const fault = isForeseen ? cause.message : 'cannot be read';
    const text = `Engine ${engine}, version ${version}, step ${step} cannot ask this: ${fault}`;
    throw new PermanentStepError('invalid_question', text, { cause });
  }
}

const NAMES = {
  name: true,
  kind: true,
  title: true,
  options: true,
  schema: true,
  evidence: true,
  roles: true,
  notBy: true,
  expiresInMs: true,
  onExpiry: true,
} satisfies Readonly<Record<keyof AskOptions, true>>;

/** A copy that equals what any store returns, without absent members. */
function plain(options: unknown): JsonObject {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new IllFormed('it takes an object');
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const copy = jsonCopy(Object.fromEntries(given), { root: 'question', maxBytes: MAX_BYTES });
  if (Buffer.byteLength(JSON.stringify(copy)) > MAX_BYTES) throw new TooLarge(MAX_BYTES);
  const known = Object.keys(NAMES);
  for (const name of Object.keys(copy as JsonObject)) {
    if (known.includes(name)) continue;
    const likely = likelyOption(name, known);
    throw new IllFormed(
      `there is no option ${name}${likely === null ? '' : `; ${likely} is meant, most likely`}`,
    );
  }
  return copy as JsonObject;
}

function checked(given: JsonObject): Question {
  const rules = askRules(given);
  const evidence = given.evidence ?? null;
  const question = {
    ...rules,
    options: optionsOf(rules.kind, given.options),
    evidence,
    evidenceDigest: digestOf(evidence),
    schema: schemaIn(given.schema),
    onExpiry: null,
  };
  if (question.kind === 'data' && question.schema === null) throw new IllFormed('data takes a schema');
  for (const { schema } of [question, ...question.options]) checkSchema(schema);
  return given.onExpiry === undefined
    ? question
    : { ...question, onExpiry: defaultOf(question, given.onExpiry) };
}

function schemaIn(schema: JsonValue | undefined): JsonObject | null {
  if (schema === undefined || isObject(schema)) return schema ?? null;
  throw new IllFormed('schema must be an object');
}

function checkSchema(schema: JsonObject | null): void {
  try {
    if (schema !== null) compile(schema);
  } catch (error) {
    if (error instanceof UnusableSchema) throw new IllFormed(`schema cannot be used: ${error.message}`);
    throw error;
  }
}

function defaultOf(question: Question, given: JsonValue): Question['onExpiry'] {
  if (question.expiresInMs === null) throw new IllFormed('onExpiry takes expiresInMs');
  if (!isObject(given) || typeof given.outcome !== 'string') throw new IllFormed('onExpiry takes an outcome');
  const answer = { outcome: given.outcome, data: given.data ?? null };
  const [fault] = answerFault(question, answer);
  if (fault) throw new IllFormed(`onExpiry is no answer to it: ${fault.path} ${fault.message}`);
  return answer;
}
