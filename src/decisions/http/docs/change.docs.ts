import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/answer/problem-details.js';
import type { ProblemCode } from '../../../http/answer/problem.js';
import { ETAG, IF_MATCH, IF_NONE_MATCH } from './api-headers.js';
import {
  ApiAccepted,
  ApiProcessId,
  type Docs,
  PROBLEMS_OF_A_BODY,
  PROBLEMS_OF_A_PROCESS,
} from './docs.parts.js';
import { ResumeBody } from '../input/resume.body.js';
import { StatusView } from '../views/status.view.js';

const OF_A_CHANGE: readonly ProblemCode[] = [
  ...PROBLEMS_OF_A_BODY,
  'malformed_header',
  'concurrent_update',
  'revision_mismatch',
  ...PROBLEMS_OF_A_PROCESS,
];

export function CancelDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'cancelDecision',
      summary: 'Cancel a process',
      description: 'Cancelling a cancelled one changes nothing.',
    }),
    ApiProcessId(),
    ApiHeader(IF_MATCH),
    ApiHeader(IF_NONE_MATCH),
    ApiResponse({ status: 200, type: StatusView, headers: ETAG, description: 'It is cancelled.' }),
    ApiProblems('already_settled', ...OF_A_CHANGE),
  );
}

export function ResumeDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'resumeDecision',
      summary: 'Resume a failed or cancelled process',
      description: 'It goes on at its first unfinished step. One whose deadline has passed takes a new one.',
    }),
    ApiProcessId(),
    ApiHeader(IF_MATCH),
    ApiBody({ type: ResumeBody, required: false }),
    ApiHeader(IF_NONE_MATCH),
    ApiAccepted(),
    ApiProblems('not_resumable', 'deadline_passed', 'invalid_request', 'store_nearly_full', ...OF_A_CHANGE),
  );
}

export function RemoveDocs(): Docs {
  return applyDecorators(
    ApiOperation({ operationId: 'removeDecision', summary: 'Remove a settled process' }),
    ApiProcessId(),
    ApiHeader(IF_MATCH),
    ApiHeader(IF_NONE_MATCH),
    ApiResponse({ status: 204, description: 'It is gone.' }),
    ApiProblems('not_settled', ...OF_A_CHANGE),
  );
}
