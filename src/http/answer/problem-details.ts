import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  type ApiResponseOptions,
  getSchemaPath,
} from '@nestjs/swagger';
import { problemBody, HttpProblem, type ProblemCode, PROBLEMS } from './problem.js';

export class ProblemFault {
  @ApiProperty({ example: 'problem.scores[2][0]', description: 'Where in the request; a property path.' })
  readonly path!: string;

  @ApiProperty({ example: 'must be a finite number' })
  readonly message!: string;
}

/** RFC 9457 with a stable code. */
export class ProblemDetails {
  @ApiProperty({ example: 'urn:problem-type:decisions:process_not_found' })
  readonly type!: string;

  @ApiProperty({ example: 'There is no such process' })
  readonly title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599, example: 404 })
  readonly status!: number;

  @ApiProperty({ example: 'There is no process with this id.' })
  readonly detail!: string;

  @ApiProperty({ description: 'Path of the request.', example: '/decisions/stats' })
  readonly instance!: string;

  @ApiProperty({ enum: Object.keys(PROBLEMS), example: 'process_not_found' })
  readonly code!: string;

  @ApiPropertyOptional({ type: [ProblemFault], description: 'Each fault of the request and where it is.' })
  readonly errors?: readonly ProblemFault[];
}

/** Documents the ways a route can fail, grouped by status. */
export function ApiProblems(...codes: readonly ProblemCode[]): MethodDecorator & ClassDecorator {
  const statuses = new Set(codes.map((code) => PROBLEMS[code].status));
  const responses = [...statuses].map((status) => {
    const ofStatus = codes.filter((code) => PROBLEMS[code].status === status);
    return ApiResponse({
      status,
      description: ofStatus.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
      headers: headersOf(status),
      content: {
        'application/problem+json': {
          schema: { $ref: getSchemaPath(ProblemDetails) },
          examples: examplesOf(ofStatus),
        },
      },
    });
  });
  return applyDecorators(ApiExtraModels(ProblemDetails), ...responses);
}

function headersOf(status: number): NonNullable<ApiResponseOptions['headers']> {
  if (status !== 503 && status !== 429) return {};
  return {
    'Retry-After': {
      description: 'Seconds until it is worth asking again.',
      schema: { type: 'integer', minimum: 0 },
    },
  };
}

function examplesOf(codes: readonly ProblemCode[]) {
  const entries = codes.map((code) => {
    const problem = new HttpProblem(code, `${PROBLEMS[code].title}.`);
    return [code, { value: problemBody(problem, '/decisions') }];
  });
  return Object.fromEntries(entries) as Record<string, { value: unknown }>;
}
