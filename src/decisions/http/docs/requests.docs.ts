import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/answer/problem-details.js';
import type { ProblemCode } from '../../../http/answer/problem.js';
import { AnswerBody } from '../input/answer.body.js';
import { InboxView, RequestHistoryView } from '../views/request-list.view.js';
import { RequestView } from '../views/request.view.js';
import { IDEMPOTENT_REPLAYED } from './api-headers.js';
import {
  PROBLEMS_ANYWHERE,
  ApiProcessId,
  type Docs,
  PROBLEMS_OF_A_BODY,
  PROBLEMS_OF_A_PROCESS,
} from './docs.parts.js';

export function InboxDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'listRequests',
      summary: 'List what people are asked',
      description:
        "Open requests of one's own processes and, with the role `review`, those of all owners that ask reviewers; of everybody with the role `admin`. Those that expire first come first.",
    }),
    ApiResponse({ status: 200, type: InboxView, description: 'A page.' }),
    ApiProblems('malformed_parameter', 'invalid_cursor', ...PROBLEMS_ANYWHERE),
  );
}

export function RequestHistoryDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'listRequestsOfDecision',
      summary: 'What a process has asked people, and what they have answered',
      description: 'Reviewers are shown requests for reviewers, no matter who started the process.',
    }),
    ApiProcessId(),
    ApiResponse({ status: 200, type: RequestHistoryView, description: 'All of them, in their order.' }),
    ApiProblems(...PROBLEMS_OF_A_PROCESS),
  );
}

const PROBLEMS_OF_AN_ANSWER: readonly ProblemCode[] = [
  'forbidden',
  'four_eyes',
  'request_not_found',
  'already_answered',
  'request_closed',
  'concurrent_update',
  'evidence_mismatch',
  'invalid_answer',
  'invalid_request',
  'empty_body',
  ...PROBLEMS_OF_A_BODY,
  ...PROBLEMS_OF_A_PROCESS,
];

export function AnswerDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'answerRequest',
      summary: 'Answer what a process asks',
      description:
        'The first answer counts, and the process goes on with it. The same answer of the same caller again is answered like the first time; any other is refused. Only a POST answers anything.',
    }),
    ApiProcessId(),
    ApiParam({ name: 'request_id', schema: { type: 'string' }, example: 'review-1' }),
    ApiBody({
      type: AnswerBody,
      examples: {
        approval: { summary: 'Approve', value: { outcome: 'approve', comment: 'Checked.' } },
        choice: { summary: 'Choose another', value: { outcome: 'choose', data: { alternative: 'Beta' } } },
      },
    }),
    ApiResponse({
      status: 200,
      type: RequestView,
      headers: IDEMPOTENT_REPLAYED,
      description: 'It is answered, and the process goes on.',
    }),
    ApiProblems(...PROBLEMS_OF_AN_ANSWER),
  );
}
