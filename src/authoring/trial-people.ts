import { answerFault } from '../decisions/application/running/asking/answer-fault.js';
import { reportFailure, TooManyRequests } from '../decisions/application/running/step-failure.js';
import type { ProcessError } from '../decisions/domain/decision-process.js';
import type { JsonValue } from '../decisions/domain/json.js';
import {
  type Answer,
  answersTo,
  type ClosedRequest,
  type ClosedRequests,
  MAX_REQUESTS,
  nextRequestId,
  type Question,
} from '../decisions/domain/waiting/requests.js';
import type { TrialClock } from './trial-clock.js';

/** What somebody answers in a trial. */
export interface TrialAnswer {
  readonly outcome: string;
  readonly data?: JsonValue;
  readonly comment?: string;
  readonly by?: string;
}

/** One answer to everything asked under a name, or a function that answers each question; `null` for no answer. */
export type TrialAnswers = Readonly<
  Record<string, TrialAnswer | ((question: Question) => TrialAnswer | null)>
>;

/** The people of a trial: they answer at once, or let the time pass. */
export class TrialPeople {
  private requests: ClosedRequests = {};

  constructor(
    private readonly answers: TrialAnswers,
    private readonly clock: TrialClock,
  ) {}

  answersTo(step: string): ReadonlyMap<string, ClosedRequest> {
    return answersTo(step, this.requests);
  }

  /**
   * Why the process fails without an answer; `null` if it goes on.
   *
   * @throws Error for an invalid answer, and where nobody would ever answer
   */
  answer(question: Question, step: string): ProcessError | null {
    if (Object.keys(this.requests).length >= MAX_REQUESTS)
      return reportFailure(new TooManyRequests(), step).error;
    const id = nextRequestId(question.name, this.requests);
    const askedAt = this.clock.now();
    const { expiresInMs, ...asked } = question;
    const expiresAt = expiresInMs === null ? null : askedAt + expiresInMs;
    const given = this.given(question) ?? this.expired(question);
    if (given === null) {
      return { code: 'not_answered', message: `The request ${id} was not answered in time.`, step };
    }
    const closing = given.by === null && expiresAt === this.clock.now() ? 'expired' : 'answered';
    const closed = {
      id,
      ...asked,
      step,
      askedAt,
      expiresAt,
      closing,
      closedAt: given.at,
      answer: given,
    } as const;
    this.requests = { ...this.requests, [id]: closed };
    return null;
  }

  private given(question: Question): Answer | null {
    const answer = this.answers[question.name];
    const said = typeof answer === 'function' ? answer(question) : (answer ?? null);
    if (said === null) return null;
    const { outcome, data = null, comment = null, by = 'somebody' } = said;
    const faults = answerFault(question, { outcome, data }).map(({ path, message }) => `${path} ${message}`);
    if (faults.length > 0)
      throw new Error(`The trial's answer to ${question.name} is none: ${faults.join('; ')}.`);
    return { outcome, data, comment, by, at: this.clock.now() };
  }

  /** What counts as the answer when the time has passed. */
  private expired({ name, expiresInMs, onExpiry }: Question): Answer | null {
    if (expiresInMs === null) throw new Error(`The trial has no answer to ${name}: see its option answers.`);
    this.clock.moveTo(this.clock.now() + expiresInMs);
    return onExpiry && { ...onExpiry, comment: null, by: null, at: this.clock.now() };
  }
}
