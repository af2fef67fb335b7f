import { type JsonValue, ownCopy } from '../../domain/json.js';
import { jsonCopy, NotJson } from '../../domain/foreign/json-copy.js';
import { engineErrorKind } from '../../domain/foreign/engine-errors.js';
import { type DecisionEngine, InvalidProblem } from '../../domain/ports/decision-engine.js';
import { quiet } from '../../domain/foreign/quiet.js';
import { factsOf, read } from '../../domain/foreign/thrown.js';
import { EngineFaulty } from './errors.js';

/** The largest problem an engine may make out of what it is given, as JSON; a request body is smaller. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Lets an engine check a problem and fill in its defaults. The engine gets a copy, which it may change. What it answers
 * is copied, so that it equals what any store returns.
 *
 * @throws InvalidProblem, or what the engine threw if that is marked as one
 * @throws EngineFaulty for an engine that fails in any other way, answers later or nothing, or what JSON cannot carry
 */
export function parseProblem(engine: DecisionEngine, problem: unknown): JsonValue {
  const parsed = parsedBy(engine, problem);
  try {
    return jsonCopy(parsed, { root: 'problem', maxBytes: MAX_BYTES });
  } catch (cause) {
    quiet(parsed);
    throw faulty(engine, faultOf(parsed, cause), cause);
  }
}

function parsedBy(engine: DecisionEngine, problem: unknown): unknown {
  try {
    return engine.parse(ownCopy(problem as JsonValue));
  } catch (thrown) {
    quiet(thrown);
    throw refusal(engine, thrown);
  }
}

function refusal(engine: DecisionEngine, thrown: unknown): unknown {
  const kind = engineErrorKind(thrown);
  if (kind === 'invalid_problem') return thrown;
  const { message, isErrorText } = factsOf(thrown);
  if (kind !== null) return new InvalidProblem([{ path: '', message }]);
  return faulty(engine, `its parse() failed${message === '' || isErrorText ? '' : `: ${message}`}`, thrown);
}

function faultOf(parsed: unknown, cause: unknown): string {
  if (parsed === undefined) return 'its parse() returned nothing';
  if (typeof read(parsed, 'then') === 'function') {
    return 'its parse() returned a Promise, and must return the problem itself';
  }
  const fault = cause instanceof NotJson ? cause.message : 'it is too large';
  return `its parse() returned what cannot be stored: ${fault}`;
}

function faulty({ name, version }: DecisionEngine, fault: string, cause: unknown): EngineFaulty {
  return new EngineFaulty(name, version, fault, { cause });
}
