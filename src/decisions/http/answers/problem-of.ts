import { HttpProblem, isProblemCode, problemOfFaults } from '../../../http/answer/problem.js';
import {
  ConcurrentUpdate,
  EngineFaulty,
  IdempotencyConflict,
  InvalidTimes,
  Overloaded,
  ProcessNotFound,
  RevisionMismatch,
  StepNotFound,
  StoreNearlyFull,
  TooManyUnsettled,
  TransitionRefused,
  UnknownEngine,
} from '../../application/base/errors.js';
import {
  AnswerRefused,
  EvidenceMismatch,
  InvalidAnswer,
  RequestClosed,
  RequestExpired,
  RequestNotFound,
} from '../../application/base/request-errors.js';
import { engineErrorKind, problemFaultsOf } from '../../domain/foreign/engine-errors.js';
import { InvalidCursor, NewerSchema, ProcessCorrupted, StoreUnavailable } from '../../domain/errors.js';
import { isInstance } from '../../domain/foreign/thrown.js';
import { etagOf } from './version-tag.js';

/** How soon to ask again while the store is away: it is usually back within seconds, or not for a long time. */
const STORE_RETRY_AFTER_S = '2';

/** How soon processes that settle may have made room. */
const ADMISSION_RETRY_AFTER_S = '5';

/** How soon cleanup or an operator may have made room. */
const ROOM_RETRY_AFTER_S = '30';

/** What a caller is told about an error of the layers below; `null` for an unexpected one. */
export function problemOf(error: unknown): HttpProblem | null {
  if (engineErrorKind(error) === 'invalid_problem') return ofInvalidProblem(error);
  if (isInstance(error, UnknownEngine)) {
    return new HttpProblem(error.code, error.message, {
      errors: [{ path: 'engine', message: knownEngines(error) }],
    });
  }
  if (isInstance(error, StoreUnavailable)) {
    return new HttpProblem(error.code, storeDetail(error), {
      headers: { 'retry-after': STORE_RETRY_AFTER_S },
    });
  }
  if (isInstance(error, RevisionMismatch)) {
    return new HttpProblem(error.code, error.message, { headers: { etag: etagOf(error.stored) } });
  }
  if (isInstance(error, TooManyUnsettled) || isInstance(error, Overloaded))
    return new HttpProblem(error.code, error.message, {
      headers: { 'retry-after': ADMISSION_RETRY_AFTER_S },
    });
  if (isInstance(error, InvalidAnswer) || isInstance(error, InvalidTimes))
    return new HttpProblem(error.code, error.message, { errors: error.faults });
  if (isInstance(error, StoreNearlyFull))
    return new HttpProblem(error.code, error.message, { headers: { 'retry-after': ROOM_RETRY_AFTER_S } });
  if (isInstance(error, ProcessCorrupted))
    return new HttpProblem(error.code, `Process ${error.id} cannot be read.`);
  return isPlain(error) && isProblemCode(error.code) ? new HttpProblem(error.code, error.message) : null;
}

/**
 * A refusal comes from the store itself: nothing has happened. Without an answer the call may have been carried out,
 * with the reply lost.
 */
function storeDetail({ isRefusal, reason }: StoreUnavailable): string {
  return isRefusal
    ? `The process store refuses this for now (${reason}): nothing was stored or changed.`
    : 'The process store does not answer; whether the request took effect is not known.';
}

/** Errors whose message is written for callers and says everything. */
function isPlain(error: unknown): error is Error & { readonly code: string } {
  return PLAIN.some((type) => isInstance<Error>(error, type));
}

const PLAIN = [
  AnswerRefused,
  EvidenceMismatch,
  RequestClosed,
  RequestExpired,
  RequestNotFound,
  EngineFaulty,
  StepNotFound,
  ProcessNotFound,
  TransitionRefused,
  ConcurrentUpdate,
  IdempotencyConflict,
  NewerSchema,
  InvalidCursor,
];

function ofInvalidProblem(error: unknown): HttpProblem {
  const faults = problemFaultsOf(error).map(({ path, message }) => ({ path: inProblem(path), message }));
  return problemOfFaults('invalid_problem', faults, 'The engine cannot work on the problem.');
}

function inProblem(path: string): string {
  if (path === '') return 'problem';
  return path.startsWith('[') ? `problem${path}` : `problem.${path}`;
}

function knownEngines({ known }: UnknownEngine): string {
  return `must be one of ${known.join(', ')}`;
}
