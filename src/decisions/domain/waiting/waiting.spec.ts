import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  aPendingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
} from '../../../../test/support/a-process.js';
import { aQuestion, anAnsweredProcess, aWaitingProcess } from '../../../../test/support/a-waiting-process.js';
import { currentStep } from '../decision-process.js';
import { historyOf, MAX_HISTORY, noted } from '../history.js';
import { begin, cancel, resume } from '../transitions.js';
import { answersTo, type ClosedRequests, MAX_REQUESTS, needsData, numberOf, schemaFor } from './requests.js';
import { answer, ask, expire } from './transitions.js';

const WORKER = aWorkerId();
const LATER = CREATED + 1_000;
const running = aRunningProcess({ worker: WORKER });
const asking = { worker: WORKER, step: 'frame', question: aQuestion() };
const approval = { requestId: 'review-1', outcome: 'approve', data: null, comment: 'Fine.', by: 'grace' };

describe('ask', () => {
  it('gives back the attempt, the worker and with it the slot', () => {
    const waiting = accepted(ask({ ...running, attempt: 3 }, asking, LATER));
    expect(waiting).toMatchObject({
      status: 'waiting',
      attempt: 2,
      revision: running.revision + 1,
      updatedAt: LATER,
      request: { id: 'review-1', step: 'frame', askedAt: LATER, expiresAt: null, title: 'Shall we sign?' },
      history: [{ what: 'asked', by: null, at: LATER, request: 'review-1', outcome: null }],
    });
    expect(waiting).not.toHaveProperty('worker');
    expect(waiting.request).not.toHaveProperty('expiresInMs');
  });

  it('counts the time for an answer from when it asks', () => {
    const question = aQuestion({ expiresInMs: 50 });
    expect(accepted(ask(running, { ...asking, question }, LATER)).request.expiresAt).toBe(LATER + 50);
  });

  it('is for the worker that has the process, and for its current step', () => {
    expect(ask(running, { ...asking, worker: aWorkerId() }, LATER)).toEqual({ rejected: 'not_owned' });
    expect(ask(running, { ...asking, step: 'score' }, LATER)).toEqual({ rejected: 'step_out_of_order' });
    expect(ask(aPendingProcess(), asking, LATER)).toEqual({ rejected: 'not_owned' });
  });

  it('ends when it has been asked too often', () => {
    const { request } = aWaitingProcess();
    const closed = { ...request, closing: 'answered', closedAt: LATER, answer: null } as const;
    const ids = Array.from({ length: MAX_REQUESTS }, (_, nth) => `review-${nth + 1}`);
    const requests: ClosedRequests = Object.fromEntries(ids.map((id) => [id, { ...closed, id }]));
    expect(ask({ ...running, requests }, asking, LATER)).toEqual({ rejected: 'too_many_requests' });
  });
});

describe('answer', () => {
  it('lets the step go on at once, with what was answered and by whom', () => {
    const answered = accepted(answer(aWaitingProcess(), approval, LATER));
    expect(answered).toMatchObject({ status: 'pending', runAt: LATER, attempt: 0, updatedAt: LATER });
    expect(answered).not.toHaveProperty('request');
    expect(answered.requests['review-1']).toMatchObject({
      closing: 'answered',
      closedAt: LATER,
      answer: { outcome: 'approve', data: null, comment: 'Fine.', by: 'grace', at: LATER },
    });
    expect(answered.history.at(-1)).toEqual({
      ...{ what: 'answered', by: 'grace', at: LATER },
      ...{ request: 'review-1', outcome: 'approve' },
    });
  });

  it('is refused for what is not open, and for an outcome there is not', () => {
    const waiting = aWaitingProcess();
    expect(answer(running, approval, LATER)).toEqual({ rejected: 'request_closed' });
    expect(answer(waiting, { ...approval, requestId: 'review-2' }, LATER)).toEqual({
      rejected: 'request_closed',
    });
    expect(answer(waiting, { ...approval, outcome: 'maybe' }, LATER)).toEqual({
      rejected: 'unknown_outcome',
    });
  });

  it('is refused from the time on at which the request expires or the process has to be settled', () => {
    const expiring = aWaitingProcess({ question: { expiresInMs: 1_000 } });
    const late = aWaitingProcess({ deadline: LATER });
    for (const waiting of [expiring, late]) {
      expect(answer(waiting, approval, LATER)).toEqual({ rejected: 'request_closed' });
      expect(answer(waiting, approval, LATER - 1)).toMatchObject({ status: 'pending' });
    }
  });

  it('is told to the step that has asked, the last one of each name', () => {
    const first = anAnsweredProcess({ worker: WORKER });
    const again = accepted(ask(accepted(begin(first, WORKER, LATER)), asking, LATER));
    const second = accepted(answer(again, { ...approval, requestId: 'review-2', outcome: 'reject' }, LATER));
    expect(answersTo(currentStep(second), second.requests).get('review')?.answer?.outcome).toBe('reject');
    expect([...answersTo('score', second.requests)]).toEqual([]);
    expect(Object.values(second.requests).map(numberOf)).toEqual([1, 2]);
  });
});

describe('expire', () => {
  it('fails a process that nobody has answered, once it is time', () => {
    const waiting = aWaitingProcess({ question: { expiresInMs: 1_000 } });
    expect(expire(waiting, LATER - 1)).toEqual({ rejected: 'not_due' });
    const failed = accepted(expire(waiting, LATER));
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: 'not_answered', step: 'frame' },
      requests: { 'review-1': { closing: 'expired', closedAt: LATER, answer: null } },
    });
    expect(failed.history.at(-1)).toMatchObject({ what: 'expired', request: 'review-1', outcome: null });
    expect(answersTo('frame', failed.requests).size).toBe(0);
  });

  it('goes on with what counts as the answer, if the question says so', () => {
    const question = { expiresInMs: 1_000, onExpiry: { outcome: 'reject', data: null } };
    const gone = accepted(expire(aWaitingProcess({ question }), LATER + 7));
    expect(gone).toMatchObject({
      status: 'pending',
      runAt: LATER + 7,
      requests: {
        'review-1': { closing: 'expired', answer: { outcome: 'reject', by: null, at: LATER + 7 } },
      },
    });
    expect(gone.history.at(-1)).toMatchObject({ what: 'expired', by: null, outcome: 'reject' });
  });

  it('waits without limit for an answer to a question that does not expire', () => {
    expect(expire(aWaitingProcess(), Number.MAX_SAFE_INTEGER)).toEqual({ rejected: 'not_due' });
  });

  it('asks no more when the whole process is over its deadline', () => {
    const waiting = aWaitingProcess({ deadline: LATER, question: { expiresInMs: 1_000 } });
    expect(expire(waiting, LATER)).toMatchObject({
      status: 'failed',
      error: { code: 'deadline_exceeded' },
      requests: { 'review-1': { closing: 'deadline_exceeded', answer: null } },
    });
    const sooner = aWaitingProcess({ deadline: LATER + 1, question: { expiresInMs: 1_000 } });
    expect(expire(sooner, LATER + 5)).toMatchObject({ error: { code: 'not_answered' } });
  });
});

describe('a waiting process', () => {
  it('that is cancelled and resumed asks anew, under another id', () => {
    const cancelled = accepted(cancel(aWaitingProcess(), LATER, 'ada'));
    expect(cancelled.requests).toMatchObject({ 'review-1': { closing: 'cancelled', answer: null } });
    const resumed = accepted(resume(cancelled, LATER, { by: 'ada' }));
    const again = accepted(ask(accepted(begin(resumed, WORKER, LATER)), asking, LATER));
    expect(again.request.id).toBe('review-2');
    expect(historyOf(again).map(({ what, by }) => `${what} ${by}`)).toEqual([
      'started null',
      'asked null',
      'cancelled ada',
      'resumed ada',
      'asked null',
    ]);
  });
});

describe('a history', () => {
  it('begins with who has started the process, and keeps the last of what happened since', () => {
    let process = aPendingProcess({ owner: 'ada' });
    for (let at = 1; at <= MAX_HISTORY + 2; at++) {
      const entry = { what: 'resumed', by: null, at, request: null, outcome: null } as const;
      process = { ...process, ...noted(process, entry) };
    }
    const history = historyOf(process);
    expect(history).toHaveLength(MAX_HISTORY + 1);
    expect(history[0]).toEqual({ what: 'started', by: 'ada', at: CREATED, request: null, outcome: null });
    expect([history[1]?.at, history.at(-1)?.at]).toEqual([3, MAX_HISTORY + 2]);
  });
});

describe('the data of an answer', () => {
  const own = { type: 'object' };
  const options = [
    { outcome: 'approve', title: null, schema: null },
    { outcome: 'choose', title: null, schema: own },
  ];

  it('have the schema of the outcome, or else of the question', () => {
    const schema = { type: 'string' };
    expect(schemaFor({ options, schema }, 'choose')).toBe(own);
    expect(schemaFor({ options, schema }, 'approve')).toBe(schema);
    expect(schemaFor({ options, schema: null }, 'approve')).toBeNull();
    expect(schemaFor({ options, schema: null }, 'other')).toBeNull();
  });

  it('are needed where the outcome has a schema of its own, and for facts', () => {
    expect(needsData({ kind: 'choice', options }, 'choose')).toBe(true);
    expect(needsData({ kind: 'choice', options }, 'approve')).toBe(false);
    expect(needsData({ kind: 'data', options }, 'approve')).toBe(true);
    expect(needsData({ kind: 'choice', options }, 'other')).toBe(false);
  });
});
