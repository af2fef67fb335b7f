import { ApiParam, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import type { ProblemCode } from '../../../http/answer/problem.js';
import { AcceptedView } from '../views/accepted.view.js';
import { ETAG, LOCATION, RETRY_AFTER } from './api-headers.js';
import { PROCESS_ID } from '../../domain/ids.js';
import { EXAMPLE_ID } from '../examples.js';

/** What each route answers, for the OpenAPI document. */
export type Docs = MethodDecorator & ClassDecorator;

/** How requests fail, by what they have in common. */
export const PROBLEMS_ANYWHERE: readonly ProblemCode[] = ['internal_error', 'store_unavailable'];

/** Where a path names one process. */
export const PROBLEMS_OF_A_PROCESS: readonly ProblemCode[] = [
  'malformed_parameter',
  'malformed_url',
  'process_not_found',
  'newer_schema',
  'process_corrupted',
  ...PROBLEMS_ANYWHERE,
];

/** For routes that need no body and ignore it: a body that is sent must be readable all the same. */
export const PROBLEMS_OF_A_BODY: readonly ProblemCode[] = [
  'malformed_json',
  'too_deep',
  'body_too_large',
  'unsupported_media_type',
];

/** The id in the path, with an example that is one. */
export function ApiProcessId(): MethodDecorator {
  const schema = { type: 'string' as const, format: 'uuid', pattern: PROCESS_ID.source };
  return ApiParam({ name: 'process_id', schema, example: EXAMPLE_ID });
}

/** 202 with where to look next; `further` are headers of this route alone. */
export function ApiAccepted(further: NonNullable<ApiResponseOptions['headers']> = {}): Docs {
  return ApiResponse({
    status: 202,
    type: AcceptedView,
    description: 'It is stored; it survives what the store survives.',
    headers: { ...ETAG, ...LOCATION, ...RETRY_AFTER, ...further },
  });
}
