/**
 * Every way a request can fail, by its stable code. Callers may rely on code and status; the text may change. Status
 * 500 and above says nothing about the cause: that is for the log.
 */
export const PROBLEMS = {
  bad_request: { status: 400, title: 'Bad request' },
  malformed_url: { status: 400, title: 'The URL is malformed' },
  malformed_header: { status: 400, title: 'A header is malformed' },
  malformed_parameter: { status: 400, title: 'A path or query parameter is malformed' },
  malformed_json: { status: 400, title: 'The body is not usable JSON' },
  empty_body: { status: 400, title: 'The body is empty' },
  too_deep: { status: 400, title: 'The body is nested too deeply' },
  invalid_cursor: { status: 400, title: 'The cursor is unknown' },
  unauthorized: { status: 401, title: 'Credentials are needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  four_eyes: { status: 403, title: 'Somebody else has to answer' },
  not_found: { status: 404, title: 'There is no such resource' },
  process_not_found: { status: 404, title: 'There is no such process' },
  step_not_found: { status: 404, title: 'There is no such finished step' },
  request_not_found: { status: 404, title: 'The process has made no such request' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  request_timeout: { status: 408, title: 'The request took too long' },
  already_settled: { status: 409, title: 'The process has already ended' },
  not_resumable: { status: 409, title: 'The process cannot be resumed' },
  not_settled: { status: 409, title: 'The process has not ended' },
  deadline_passed: { status: 409, title: 'The deadline of the process has passed' },
  already_answered: { status: 409, title: 'The request was answered' },
  request_closed: { status: 409, title: 'The request takes no answer any more' },
  concurrent_update: { status: 409, title: 'Others were changing the process' },
  newer_schema: { status: 409, title: 'The process was written by a later version' },
  revision_mismatch: { status: 412, title: 'The process is at another revision' },
  evidence_mismatch: { status: 412, title: 'The answer is to other evidence' },
  body_too_large: { status: 413, title: 'The body is too large' },
  uri_too_long: { status: 414, title: 'The URL is too long' },
  unsupported_media_type: { status: 415, title: 'The body is not in a supported format' },
  expectation_failed: { status: 417, title: 'The expectation cannot be met' },
  invalid_request: { status: 422, title: 'The request is invalid' },
  invalid_answer: { status: 422, title: 'This is no answer to the request' },
  invalid_problem: { status: 422, title: 'The engine cannot work on the problem' },
  unknown_engine: { status: 422, title: 'There is no such engine' },
  idempotency_conflict: { status: 422, title: 'The idempotency key was used for another request' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  too_many_streams: { status: 429, title: 'Too many answers kept open' },
  too_many_bytes: { status: 429, title: 'Too many bytes under way' },
  too_many_unsettled: { status: 429, title: 'Too many processes under way' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  engine_faulty: { status: 500, title: 'The engine does not work' },
  internal_error: { status: 500, title: 'Internal error' },
  process_corrupted: { status: 500, title: 'The process cannot be read' },
  not_implemented: { status: 501, title: 'Not implemented' },
  store_unavailable: { status: 503, title: 'The process store is not available' },
  store_nearly_full: { status: 503, title: 'The process store is nearly full' },
  overloaded: { status: 503, title: 'Too much is being sent and answered at the moment' },
  unavailable: { status: 503, title: 'Not available at the moment' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

/** A key of {@link PROBLEMS}; callers may rely on it. */
export type ProblemCode = keyof typeof PROBLEMS;

/** One thing wrong with a request, e.g. `{ path: 'problem.scores[2][0]', message: 'must be a finite number' }`. */
export interface RequestFault {
  readonly path: string;
  readonly message: string;
}

/** A request that failed, ready to be answered. The detail is shown to the caller. */
export class HttpProblem extends Error {
  readonly errors: readonly RequestFault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    detail: string,
    extra: {
      readonly errors?: readonly RequestFault[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.name = 'HttpProblem';
    this.errors = extra.errors ?? [];
    this.headers = extra.headers ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** A problem that names all `faults`; the first of them is its detail, `otherwise` where there is none. */
export function problemOfFaults(
  code: ProblemCode,
  faults: readonly RequestFault[],
  otherwise: string,
): HttpProblem {
  const [first] = faults;
  const detail = first ? `${first.path} ${first.message}` : otherwise;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new HttpProblem(code, `${detail}${more}`, { errors: faults });
}

/** The rest of the body is not read, so nothing can follow on its connection. */
export function bodyTooLarge(limitBytes: number): HttpProblem {
  const headers = { connection: 'close' };
  return new HttpProblem('body_too_large', `The body must be at most ${limitBytes} bytes.`, { headers });
}

/** The body of a failed request: RFC 9457 with `code` and, where there are any, `errors`. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly errors?: readonly RequestFault[];
}

/** The `Content-Type` of every failed request (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** `instance` is the path of the request. */
export function problemBody({ code, message, errors }: HttpProblem, instance: string): ProblemBody {
  return {
    type: `urn:problem-type:decisions:${code}`,
    ...PROBLEMS[code],
    detail: message,
    instance,
    code,
    ...(errors.length > 0 && { errors }),
  };
}

/** Whether an error of the layers below has a code that callers know. */
export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(PROBLEMS, code);
}
