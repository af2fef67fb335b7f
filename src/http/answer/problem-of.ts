import { HttpException } from '@nestjs/common';
import {
  ConcurrentUpdate,
  EngineFaulty,
  IdempotencyConflict,
  ProcessNotFound,
  StepNotFound,
  RevisionMismatch,
  TransitionRefused,
  UnknownEngine,
} from '../../decisions/application/base/errors.js';
import { engineErrorKind, problemFaultsOf } from '../../decisions/domain/engine-errors.js';
import {
  InvalidCursor,
  NewerSchema,
  ProcessCorrupted,
  StoreUnavailable,
} from '../../decisions/domain/errors.js';
import { isInstance } from '../../decisions/domain/thrown.js';
import { HttpProblem, isProblemCode, type ProblemCode } from './problem.js';

/** How soon to ask again while the store is away; it comes back within seconds or not soon. */
const STORE_RETRY_AFTER_S = '2';

/** What a caller is told of an error, whichever layer it comes from. Of one that was not foreseen: nothing. */
export function problemOf(error: unknown): HttpProblem {
  if (isInstance(error, HttpProblem)) return error;
  if (isInstance(error, HttpException)) return ofHttpException(error);
  return ofDomainError(error) ?? new HttpProblem('internal_error', 'The request could not be completed.');
}

function ofDomainError(error: unknown): HttpProblem | null {
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
  if (isInstance(error, ProcessCorrupted))
    return new HttpProblem(error.code, `Process ${error.id} cannot be read.`);
  return isPlain(error) && isProblemCode(error.code) ? new HttpProblem(error.code, error.message) : null;
}

/** A refusal is the store's own word: nothing has happened. No answer may be one that was lost on the way back. */
function storeDetail({ isRefusal, reason }: StoreUnavailable): string {
  return isRefusal
    ? `The process store refuses this for now (${reason}): nothing was stored or changed.`
    : 'The process store does not answer; whether the request took effect is not known.';
}

/** Errors whose message is made for callers and says all there is. */
function isPlain(error: unknown): error is Error & { readonly code: string } {
  return PLAIN.some((type) => isInstance<Error>(error, type));
}

const PLAIN = [
  EngineFaulty,
  StepNotFound,
  ProcessNotFound,
  TransitionRefused,
  RevisionMismatch,
  ConcurrentUpdate,
  IdempotencyConflict,
  NewerSchema,
  InvalidCursor,
];

function ofInvalidProblem(error: unknown): HttpProblem {
  const errors = problemFaultsOf(error).map(({ path, message }) => ({ path: inProblem(path), message }));
  const [first] = errors;
  const detail = first ? `${first.path} ${first.message}` : 'The engine cannot work on the problem.';
  return new HttpProblem(
    'invalid_problem',
    errors.length > 1 ? `${detail} (and ${errors.length - 1} more)` : detail,
    {
      errors,
    },
  );
}

function inProblem(path: string): string {
  if (path === '') return 'problem';
  return path.startsWith('[') ? `problem${path}` : `problem.${path}`;
}

function knownEngines({ known }: UnknownEngine): string {
  return `must be one of ${known.join(', ')}`;
}

/** Of the framework's own exceptions only the status is taken over, and their words where the caller is to blame. */
function ofHttpException(error: HttpException): HttpProblem {
  const status = error.getStatus();
  const code = BY_STATUS[status] ?? (status < 500 ? 'bad_request' : 'internal_error');
  return new HttpProblem(code, status < 500 ? error.message : 'The request could not be completed.');
}

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  422: 'invalid_request',
  429: 'too_many_requests',
  431: 'headers_too_large',
  501: 'not_implemented',
  503: 'unavailable',
};
