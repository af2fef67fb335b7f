import type { HttpException } from '@nestjs/common';
import { bodyTooLarge, HttpProblem, type ProblemCode } from './problem.js';

/** Only the status of the framework's own exceptions is used, and their text where the caller made the mistake. */
export function ofHttpException(error: HttpException, bodyLimitBytes: number): HttpProblem {
  const status = error.getStatus();
  if (status === 413) return bodyTooLarge(bodyLimitBytes);
  const code = BY_STATUS[status] ?? (status < 500 ? 'bad_request' : 'internal_error');
  return new HttpProblem(code, status < 500 ? error.message : 'The request could not be completed.');
}

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  422: 'invalid_request',
  429: 'too_many_requests',
  431: 'headers_too_large',
  501: 'not_implemented',
  503: 'unavailable',
};
