import type { ClosedRequest } from '../../domain/waiting/requests.js';

/** There is no such request, for this caller. */
export class RequestNotFound extends Error {
  readonly code = 'request_not_found';

  constructor() {
    super('The process has made no request with this id.');
    this.name = 'RequestNotFound';
  }
}

/** The request cannot be answered any more: somebody else was first, or it was closed. */
export class RequestClosed extends Error {
  readonly code: 'already_answered' | 'request_closed';

  constructor({ id, closing, closedAt, answer }: ClosedRequest) {
    const at = new Date(closedAt).toISOString();
    const by = answer?.by ?? null;
    const isAnswered = closing === 'answered';
    super(
      isAnswered
        ? `The request ${id} was answered${by === null ? '' : ` by ${by}`} at ${at}.`
        : `The request ${id} was closed at ${at}: ${CLOSED[closing]}.`,
    );
    this.code = isAnswered ? 'already_answered' : 'request_closed';
    this.name = 'RequestClosed';
  }
}

const CLOSED = {
  expired: 'nobody had answered in time',
  cancelled: 'the process was cancelled',
  deadline_exceeded: 'the process was over its deadline',
} as const;

/** The request has expired, although no instance has closed it yet. */
export class RequestExpired extends Error {
  readonly code = 'request_closed';

  constructor(id: string) {
    super(`The request ${id} has expired.`);
    this.name = 'RequestExpired';
  }
}

/** The caller is not one of those who may answer. */
export class AnswerRefused extends Error {
  constructor(
    readonly code: 'forbidden' | 'four_eyes',
    roles: readonly string[],
  ) {
    super(
      code === 'forbidden'
        ? `To answer takes one of the roles ${roles.join(', ')}.`
        : 'The person who started the process may not answer this, and neither may a caller without a name.',
    );
    this.name = 'AnswerRefused';
  }
}

/** The answer refers to other evidence than what is stored with the question. */
export class EvidenceMismatch extends Error {
  readonly code = 'evidence_mismatch';

  constructor(readonly digest: string) {
    super(`The evidence has the digest ${digest}: look at it again.`);
    this.name = 'EvidenceMismatch';
  }
}

/** The answer does not fit the question. */
export class InvalidAnswer extends Error {
  readonly code = 'invalid_answer';

  constructor(readonly faults: readonly { readonly path: string; readonly message: string }[]) {
    super(faults.map(({ path, message }) => `${path} ${message}`).join('; '));
    this.name = 'InvalidAnswer';
  }
}
