import { ApiParam, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import type { ProblemCode } from '../../../http/answer/problem.js';
import { AcceptedView } from '../views/accepted.view.js';
import { ETAG, LOCATION, RETRY_AFTER } from './api-headers.js';
import { EXAMPLE_ID } from '../examples.js';

/** What each route answers, for the OpenAPI document. */
export type Docs = MethodDecorator & ClassDecorator;

/** How requests fail, by what they have in common. */
export const ANYWHERE: readonly ProblemCode[] = ['internal_error', 'store_unavailable'];

export const OF_ONE: readonly ProblemCode[] = [
  'malformed_parameter',
  'malformed_url',
  'process_not_found',
  'newer_schema',
  'process_corrupted',
  ...ANYWHERE,
];

/** For routes that need no body and ignore it: a body that is sent must be readable all the same. */
export const OF_ANY_BODY: readonly ProblemCode[] = [
  'malformed_json',
  'too_deep',
  'body_too_large',
  'unsupported_media_type',
];

const PROCESS_ID = '^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';

export function ApiProcessId(): MethodDecorator {
  const schema = { type: 'string' as const, format: 'uuid', pattern: PROCESS_ID };
  return ApiParam({ name: 'process_id', schema, example: EXAMPLE_ID });
}

export function ApiAccepted(further: NonNullable<ApiResponseOptions['headers']> = {}): Docs {
  return ApiResponse({
    status: 202,
    type: AcceptedView,
    description: 'It is stored; it survives what the store survives.',
    headers: { ...ETAG, ...LOCATION, ...RETRY_AFTER, ...further },
  });
}
