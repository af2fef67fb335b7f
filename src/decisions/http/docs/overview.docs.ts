import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/answer/problem-details.js';
import { CleanupView } from '../views/cleanup.view.js';
import { PROBLEMS_ANYWHERE, ApiProcessId, type Docs, PROBLEMS_OF_A_BODY } from './docs.parts.js';
import { ListView } from '../views/list.view.js';
import { CorruptListView } from '../views/corrupt.view.js';
import { StatsView } from '../views/stats.view.js';

export function ListDocs(): Docs {
  return applyDecorators(
    ApiOperation({ operationId: 'listDecisions', summary: 'List processes, newest first' }),
    ApiResponse({ status: 200, type: ListView, description: 'A page.' }),
    ApiProblems('malformed_parameter', 'invalid_cursor', ...PROBLEMS_ANYWHERE),
  );
}

export function StatsDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'getStats',
      summary: 'Count processes',
      description: 'Costs the same however many there are.',
    }),
    ApiResponse({ status: 200, type: StatsView, description: 'Each process is in exactly one count.' }),
    ApiProblems(...PROBLEMS_ANYWHERE),
  );
}

export function CorruptDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'listCorruptRecords',
      summary: 'List records that cannot be read, the last found first',
      description:
        'They are kept as they are, and in no other list. What is in them is for those who keep the store.',
    }),
    ApiResponse({ status: 200, type: CorruptListView, description: 'A page.' }),
    ApiProblems('malformed_parameter', 'invalid_cursor', ...PROBLEMS_ANYWHERE),
  );
}

export function RemoveCorruptDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'removeCorruptRecord',
      summary: 'Remove a record that cannot be read',
      description: 'For good. One that can be read by now is not touched.',
    }),
    ApiProcessId(),
    ApiResponse({ status: 204, description: 'It is gone.' }),
    ApiProblems(
      'malformed_parameter',
      'malformed_url',
      'process_not_found',
      ...PROBLEMS_OF_A_BODY,
      ...PROBLEMS_ANYWHERE,
    ),
  );
}

export function CleanupDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'cleanUpDecisions',
      summary: 'Remove processes that ended long ago',
      description: 'Never removes one that has not ended.',
    }),
    ApiResponse({ status: 200, type: CleanupView, description: 'What went and what is left.' }),
    ApiProblems('malformed_parameter', ...PROBLEMS_OF_A_BODY, ...PROBLEMS_ANYWHERE),
  );
}
