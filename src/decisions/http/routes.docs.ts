import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problem-details.js';
import type { ProblemCode } from '../../http/problem.js';
import { AcceptedView } from './accepted.view.js';
import * as headers from './api-headers.js';
import { CleanupView } from './cleanup.view.js';
import { EXAMPLE_ID } from './examples.js';
import { ListView } from './list.view.js';
import { StatsView } from './stats.view.js';
import { StatusView } from './status.view.js';

/** What each route answers, for the OpenAPI document. */
type Docs = MethodDecorator & ClassDecorator;

const { ETAG, RETRY_AFTER, LOCATION, PREFERENCE_APPLIED, IDEMPOTENT_REPLAYED } = headers;

const ANYWHERE: readonly ProblemCode[] = ['internal_error', 'store_unavailable'];
const OF_ONE: readonly ProblemCode[] = [
  'malformed_parameter',
  'malformed_url',
  'process_not_found',
  'newer_schema',
  'process_corrupted',
  ...ANYWHERE,
];
const OF_A_BODY: readonly ProblemCode[] = [
  'malformed_json',
  'empty_body',
  'too_deep',
  'body_too_large',
  'unsupported_media_type',
  'invalid_request',
];
const OF_A_START: readonly ProblemCode[] = [
  'malformed_header',
  'invalid_problem',
  'unknown_engine',
  'idempotency_conflict',
  'newer_schema',
  'process_corrupted',
];
/** A body is neither needed nor looked at, but one that comes must be readable. */
const OF_A_CHANGE: readonly ProblemCode[] = [
  'malformed_header',
  'malformed_json',
  'too_deep',
  'body_too_large',
  'unsupported_media_type',
  'concurrent_update',
  'revision_mismatch',
];

export function StartDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      summary: 'Start a decision process',
      description: 'Answers as soon as the process is stored; it runs in the background.',
    }),
    ApiHeader(headers.IDEMPOTENCY_KEY),
    ApiHeader(headers.TRACEPARENT),
    acceptedResponse({ ...IDEMPOTENT_REPLAYED }),
    ApiProblems(...OF_A_BODY, ...OF_A_START, ...ANYWHERE),
  );
}

export function RunDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      summary: 'Start a decision process and wait for its outcome',
      description: 'A process that takes longer goes on in the background and is answered 202.',
    }),
    ApiHeader(headers.IDEMPOTENCY_KEY),
    ApiHeader(headers.TRACEPARENT),
    ApiHeader(headers.PREFER_RUN),
    ApiResponse({
      status: 200,
      type: StatusView,
      description: 'The process has ended, one way or another.',
      headers: { ...ETAG, ...IDEMPOTENT_REPLAYED, ...PREFERENCE_APPLIED },
    }),
    acceptedResponse({ ...IDEMPOTENT_REPLAYED, ...PREFERENCE_APPLIED }),
    ApiProblems(...OF_A_BODY, ...OF_A_START, ...ANYWHERE),
  );
}

export function StatusDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      summary: 'Status and result of a process',
      description: 'With `Prefer: wait=N` answers when the revision changes or the time is over.',
    }),
    processIdParam(),
    ApiHeader(headers.IF_NONE_MATCH),
    ApiHeader(headers.PREFER),
    ApiResponse({
      status: 200,
      type: StatusView,
      headers: { ...ETAG, ...RETRY_AFTER, ...PREFERENCE_APPLIED },
      description: 'A failed process is one, too.',
    }),
    ApiResponse({
      status: 304,
      headers: { ...ETAG, ...PREFERENCE_APPLIED },
      description: 'The caller has the stored revision.',
    }),
    ApiProblems('malformed_header', ...OF_ONE),
  );
}

export function EventsDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      summary: 'Follow a process as server-sent events',
      description:
        'Each event has the revision as its id and the status as its data. Ends after the terminal event.',
    }),
    processIdParam(),
    ApiHeader(headers.LAST_EVENT_ID),
    ApiResponse({
      status: 200,
      description: 'The stream.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    ApiResponse({ status: 204, description: 'The caller has seen the terminal event: nothing will follow.' }),
    ApiProblems('malformed_header', ...OF_ONE),
  );
}

export function ListDocs(): Docs {
  return applyDecorators(
    ApiOperation({ summary: 'List processes, newest first' }),
    ApiResponse({ status: 200, type: ListView, description: 'A page.' }),
    ApiProblems('malformed_parameter', 'invalid_cursor', ...ANYWHERE),
  );
}

export function StatsDocs(): Docs {
  return applyDecorators(
    ApiOperation({ summary: 'Count processes', description: 'Costs the same however many there are.' }),
    ApiResponse({ status: 200, type: StatsView, description: 'Each process is in exactly one count.' }),
    ApiProblems(...ANYWHERE),
  );
}

export function CancelDocs(): Docs {
  return applyDecorators(
    ApiOperation({ summary: 'Cancel a process', description: 'Cancelling a cancelled one changes nothing.' }),
    processIdParam(),
    ApiHeader(headers.IF_MATCH),
    ApiResponse({ status: 200, type: StatusView, headers: ETAG, description: 'It is cancelled.' }),
    ApiProblems('already_settled', ...OF_A_CHANGE, ...OF_ONE),
  );
}

export function ResumeDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      summary: 'Resume a failed or cancelled process',
      description: 'It goes on at its first unfinished step.',
    }),
    processIdParam(),
    ApiHeader(headers.IF_MATCH),
    acceptedResponse({}),
    ApiProblems('not_resumable', ...OF_A_CHANGE, ...OF_ONE),
  );
}

export function RemoveDocs(): Docs {
  return applyDecorators(
    ApiOperation({ summary: 'Remove a settled process' }),
    processIdParam(),
    ApiHeader(headers.IF_MATCH),
    ApiResponse({ status: 204, description: 'It is gone.' }),
    ApiProblems('not_settled', ...OF_A_CHANGE, ...OF_ONE),
  );
}

export function CleanupDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      summary: 'Remove processes that ended long ago',
      description: 'Never removes one that has not ended.',
    }),
    ApiResponse({ status: 200, type: CleanupView, description: 'What went and what is left.' }),
    ApiProblems(
      'malformed_parameter',
      'malformed_json',
      'too_deep',
      'body_too_large',
      'unsupported_media_type',
      ...ANYWHERE,
    ),
  );
}

function acceptedResponse(further: typeof ETAG): Docs {
  return ApiResponse({
    status: 202,
    type: AcceptedView,
    description: 'It is stored; it survives what the store survives.',
    headers: { ...LOCATION, ...RETRY_AFTER, ...further },
  });
}

function processIdParam(): Docs {
  const schema = {
    type: 'string' as const,
    format: 'uuid',
    pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  };
  return ApiParam({ name: 'process_id', schema, example: EXAMPLE_ID });
}
