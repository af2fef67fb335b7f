import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, type OpenAPIObject } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/answer/problem-details.js';
import {
  ETAG,
  IF_MATCH,
  IF_NONE_MATCH,
  LAST_EVENT_ID,
  PREFER,
  PREFERENCE_APPLIED,
  RETRY_AFTER,
} from './api-headers.js';
import { ApiProcessId, type Docs, PROBLEMS_OF_A_PROCESS } from './docs.parts.js';
import { StatusView } from '../views/status.view.js';

export function StatusDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'getDecisionStatus',
      summary: 'Status and result of a process',
      description: 'With `Prefer: wait=N` answers when the revision changes or the time is over.',
    }),
    ApiProcessId(),
    ApiHeader(IF_MATCH),
    ApiHeader(IF_NONE_MATCH),
    ApiHeader(PREFER),
    ApiResponse({
      status: 200,
      type: StatusView,
      headers: { ...ETAG, ...RETRY_AFTER, ...PREFERENCE_APPLIED },
      description: 'A failed process is one, too.',
    }),
    ApiResponse({
      status: 304,
      headers: { ...ETAG, ...RETRY_AFTER, ...PREFERENCE_APPLIED },
      description: 'The caller has the stored revision.',
    }),
    ApiProblems('malformed_header', 'revision_mismatch', 'too_many_streams', ...PROBLEMS_OF_A_PROCESS),
  );
}

/** A status has two paths and one handler. Generated clients call each path by a name of its own. */
export function nameShortPath({ paths }: OpenAPIObject): void {
  const short = paths['/decisions/{process_id}']?.get;
  if (short) short.operationId = 'getDecision';
}

export function EventsDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'followDecision',
      summary: 'Follow a process as server-sent events',
      description:
        'Each event has the entity tag, without its quotes, as its id and the status as its data. Ends after the event that says how the process ended.',
    }),
    ApiProcessId(),
    ApiHeader(LAST_EVENT_ID),
    ApiResponse({
      status: 200,
      description: 'The stream.',
      content: { 'text/event-stream': { schema: EVENTS } },
    }),
    ApiResponse({
      status: 204,
      description: 'The caller has seen how the process ended: nothing will follow.',
    }),
    ApiProblems('malformed_header', 'too_many_streams', ...PROBLEMS_OF_A_PROCESS),
  );
}

/** OpenAPI 3.1 cannot describe a stream: one event of the text is described as JSON Schema does it. */
const EVENTS = {
  type: 'string',
  contentMediaType: 'text/event-stream',
  contentSchema: { $ref: '#/components/schemas/StatusEvent' },
} as const;
