import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/answer/problem-details.js';
import type { ProblemCode } from '../../../http/answer/problem.js';
import {
  ETAG,
  IDEMPOTENCY_KEY,
  IDEMPOTENT_REPLAYED,
  PREFER_RUN,
  PREFERENCE_APPLIED,
  TRACEPARENT,
} from './api-headers.js';
import { PROBLEMS_ANYWHERE, ApiAccepted, type Docs, PROBLEMS_OF_A_BODY } from './docs.parts.js';
import { StatusView } from '../views/status.view.js';

const PROBLEMS_OF_A_START: readonly ProblemCode[] = [
  ...PROBLEMS_OF_A_BODY,
  'empty_body',
  'malformed_header',
  'invalid_request',
  'invalid_problem',
  'unknown_engine',
  'engine_faulty',
  'idempotency_conflict',
  'too_many_unsettled',
  'store_nearly_full',
  'newer_schema',
  'process_corrupted',
  ...PROBLEMS_ANYWHERE,
];

export function StartDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'startDecision',
      summary: 'Start a decision process',
      description: 'Answers as soon as the process is stored; it runs in the background.',
    }),
    ApiHeader(IDEMPOTENCY_KEY),
    ApiHeader(TRACEPARENT),
    ApiAccepted(IDEMPOTENT_REPLAYED),
    ApiProblems(...PROBLEMS_OF_A_START),
  );
}

export function RunDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'runDecision',
      summary: 'Start a decision process and wait for its outcome',
      description: 'A process that takes longer goes on in the background and is answered 202.',
    }),
    ApiHeader(IDEMPOTENCY_KEY),
    ApiHeader(TRACEPARENT),
    ApiHeader(PREFER_RUN),
    ApiResponse({
      status: 200,
      type: StatusView,
      description: 'The process has ended, one way or another.',
      headers: { ...ETAG, ...IDEMPOTENT_REPLAYED, ...PREFERENCE_APPLIED },
    }),
    ApiAccepted({ ...IDEMPOTENT_REPLAYED, ...PREFERENCE_APPLIED }),
    ApiProblems(...PROBLEMS_OF_A_START),
  );
}
