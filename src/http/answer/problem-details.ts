import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  type ApiResponseOptions,
  ApiSchema,
  getSchemaPath,
} from '@nestjs/swagger';
import { problemBody, HttpProblem, type ProblemCode, PROBLEMS } from './problem.js';

/** How the documentation describes a `RequestFault`. */
@ApiSchema({ name: 'ProblemFault' })
export class FaultDetails {
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

  @ApiPropertyOptional({ type: [FaultDetails], description: 'Each fault of the request and where it is.' })
  readonly errors?: readonly FaultDetails[];
}

/** Documents the ways a route can fail, grouped by status. */
export function ApiProblems(...codes: readonly ProblemCode[]): MethodDecorator & ClassDecorator {
  const responses = problemResponses(codes).map(([status, response]) => ApiResponse({ status, ...response }));
  return applyDecorators(ApiExtraModels(ProblemDetails), ...responses);
}

/** A documented response for failed requests of one status. */
export interface ProblemResponse {
  readonly description: string;
  readonly headers: NonNullable<ApiResponseOptions['headers']>;
  readonly content: Record<
    'application/problem+json',
    { schema: { $ref: string }; examples: Record<string, { value: unknown }> }
  >;
}

/** One response for each status. */
export function problemResponses(codes: readonly ProblemCode[]): [status: number, ProblemResponse][] {
  const statuses = new Set(codes.map((code) => PROBLEMS[code].status));
  return [...statuses].map((status) => {
    const ofStatus = codes.filter((code) => PROBLEMS[code].status === status);
    const schema = { $ref: getSchemaPath(ProblemDetails) };
    return [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
        headers: headersOf(status),
        content: { 'application/problem+json': { schema, examples: examplesOf(ofStatus) } },
      },
    ];
  });
}

function headersOf(status: number): NonNullable<ApiResponseOptions['headers']> {
  if (status === 401 || status === 403) return CHALLENGE;
  if (status === 405) return ALLOW;
  if (status === 412) return STORED_TAG;
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

const CHALLENGE: NonNullable<ApiResponseOptions['headers']> = {
  'WWW-Authenticate': {
    description: 'How to say who one is, or which role it takes (RFC 6750).',
    schema: { type: 'string', example: 'Bearer realm="decisions"' },
  },
};

const ALLOW: NonNullable<ApiResponseOptions['headers']> = {
  Allow: { description: 'The methods of this path.', schema: { type: 'string', example: 'GET, HEAD' } },
};

const STORED_TAG: NonNullable<ApiResponseOptions['headers']> = {
  ETag: { description: 'The entity tag of what is stored.', schema: { type: 'string' } },
};
