import type { OpenAPIObject } from '@nestjs/swagger';
import { type ProblemResponse, problemResponses } from '../answer/problem-details.js';
import type { ProblemCode } from '../answer/problem.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** How a request can fail on any route. */
const GENERAL: readonly ProblemCode[] = [
  'bad_request',
  'malformed_url',
  'malformed_parameter',
  'unauthorized',
  'forbidden',
  'method_not_allowed',
  'request_timeout',
  'uri_too_long',
  'expectation_failed',
  'too_many_requests',
  'too_many_bytes',
  'headers_too_large',
  'internal_error',
  'overloaded',
];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** A route that is open to all does not ask for a caller, and cannot tell callers apart. */
const OF_KNOWN_CALLERS = new Set<ProblemCode>(['unauthorized', 'too_many_requests']);
const OF_ANYBODY = GENERAL.filter((code) => !OF_KNOWN_CALLERS.has(code));

/** Adds to each operation the failures that no route needs to mention. */
export function addGeneralAnswers({ paths }: OpenAPIObject): void {
  for (const item of Object.values(paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      const codes = 'x-required-role' in operation ? GENERAL : OF_ANYBODY;
      for (const [status, response] of problemResponses(codes)) add(operation, status, response);
    }
  }
}

function add({ responses }: Operation, status: number, general: ProblemResponse): void {
  const own = responses[status] as ProblemResponse | undefined;
  if (own === undefined) {
    responses[status] = general;
    return;
  }
  const media = (own.content as Partial<ProblemResponse['content']> | undefined)?.[
    'application/problem+json'
  ];
  // If a probe answers with the same status, that is not a problem document, and it says more.
  if (media === undefined) return;
  responses[status] = {
    description: [...new Set([...lines(own.description), ...lines(general.description)])].join('\n\n'),
    headers: { ...general.headers, ...own.headers },
    content: {
      'application/problem+json': {
        schema: media.schema,
        examples: { ...general.content['application/problem+json'].examples, ...media.examples },
      },
    },
  };
}

function lines(text: string): string[] {
  return text.split('\n\n');
}
