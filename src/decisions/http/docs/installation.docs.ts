import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/answer/problem-details.js';
import { EngineListView, WorkerListView } from '../views/installation.view.js';
import { PROBLEMS_ANYWHERE, type Docs } from './docs.parts.js';

export function EnginesDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'listEngines',
      summary: 'List engines',
      description:
        'Those of the instance that answers; for administrators also those of others that processes wait for, and how many do.',
    }),
    ApiResponse({ status: 200, type: EngineListView, description: 'By name and version.' }),
    ApiProblems(...PROBLEMS_ANYWHERE),
  );
}

export function WorkersDocs(): Docs {
  return applyDecorators(
    ApiOperation({ operationId: 'listWorkers', summary: 'List the instances that share the store' }),
    ApiResponse({ status: 200, type: WorkerListView, description: 'By name.' }),
    ApiProblems(...PROBLEMS_ANYWHERE),
  );
}
