import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/answer/problem-details.js';
import { StepOutputView } from '../views/step-output.view.js';
import { ApiProcessId, type Docs, PROBLEMS_OF_A_PROCESS } from './docs.parts.js';

export function StepOutputDocs(): Docs {
  return applyDecorators(
    ApiOperation({
      operationId: 'getStepOutput',
      summary: 'Output of a finished step',
      description: 'What the step put out, while the process runs and after it has ended.',
    }),
    ApiProcessId(),
    ApiParam({
      name: 'name',
      description: 'Name of the step.',
      schema: { type: 'string' },
      example: 'weigh',
    }),
    ApiResponse({ status: 200, type: StepOutputView, description: 'The step and its output.' }),
    ApiProblems('step_not_found', ...PROBLEMS_OF_A_PROCESS),
  );
}
