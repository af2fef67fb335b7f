import { describe, expect, it } from '@jest/globals';
import { ask, type AskOptions } from '../decisions/domain/ports/ask.js';
import type { DecisionEngine, StepContext } from '../decisions/domain/ports/decision-engine.js';
import { MAX_REQUESTS } from '../decisions/domain/waiting/requests.js';
import { runEngine } from './testing.js';

const SIGN = { name: 'sign', kind: 'approval', title: 'Shall we sign?' } as const;
const PRICE: AskOptions = {
  ...{ name: 'price', kind: 'data', title: 'What does it cost?' },
  schema: {
    type: 'object',
    properties: { amount: { type: 'integer', minimum: 1 }, currency: { enum: ['EUR', 'USD'] } },
    required: ['amount', 'currency'],
  },
};
const DAY_MS = 24 * 3_600_000;

/** Asks once, and makes the answer its result. */
function asking(question: AskOptions): DecisionEngine {
  return engineThat(({ answers }) => answers[question.name] ?? ask(question));
}

function engineThat(
  run: (context: StepContext) => ReturnType<DecisionEngine['steps'][number]['run']>,
): DecisionEngine {
  return { name: 'asks', version: 1, parse: (problem) => problem as never, steps: [{ name: 'wait', run }] };
}

describe('the people of a trial', () => {
  it('answer what they are asked, and the step goes on with it without having used up an attempt', async () => {
    const by = 'grace';
    const outcome = await runEngine(asking(SIGN), {}, { answers: { sign: { outcome: 'approve', by } } });
    expect(outcome).toMatchObject({
      status: 'completed',
      result: { outcome: 'approve', data: null, comment: null, by, expired: false, request_id: 'sign-1' },
      attempts: { wait: 1 },
      elapsedMs: 0,
    });
  });

  it('see the question, and may answer each time something else', async () => {
    const engine = engineThat(({ answers }) =>
      answers.sign?.outcome === 'approve'
        ? answers.sign
        : ask({ ...SIGN, evidence: answers.sign?.comment ?? 'none' }),
    );
    const seen: unknown[] = [];
    const { result } = await runEngine(
      engine,
      {},
      {
        answers: {
          sign: ({ evidence }) => {
            seen.push(evidence);
            return seen.length === 1 ? { outcome: 'reject', comment: 'Too dear.' } : { outcome: 'approve' };
          },
        },
      },
    );
    expect(seen).toEqual(['none', 'Too dear.']);
    expect(result).toMatchObject({ outcome: 'approve', request_id: 'sign-2' });
  });

  it('are asked again after a crash before the question was stored', async () => {
    const answers = { sign: { outcome: 'approve' } };
    const { status, attempts } = await runEngine(asking(SIGN), {}, { answers, crashDuring: ['wait'] });
    expect([status, attempts]).toEqual(['completed', { wait: 2 }]);
  });

  it('let the time pass where they have no answer: it counts as one, or the process fails', async () => {
    const expiring = { ...SIGN, expiresInMs: DAY_MS };
    const gone = await runEngine(asking({ ...expiring, onExpiry: { outcome: 'reject' } }), {});
    expect(gone).toMatchObject({
      status: 'completed',
      result: { outcome: 'reject', by: null, expired: true },
      elapsedMs: DAY_MS,
    });
    const failed = await runEngine(asking(expiring), {}, { answers: { sign: () => null } });
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'not_answered', step: 'wait' } });
  });

  it('end a step that asks for ever, as a server does', async () => {
    let asked = 0;
    const count = () => ({ outcome: (asked += 1) > 0 ? 'reject' : 'approve' });
    const { error } = await runEngine(
      engineThat(() => ask(SIGN)),
      {},
      { answers: { sign: count } },
    );
    expect([error?.code, asked]).toEqual(['too_many_requests', MAX_REQUESTS]);
  });
});

describe('a trial that answers wrongly', () => {
  it.each([
    [{ outcome: 'maybe' }, 'outcome must be one of submit'],
    [{ outcome: 'submit' }, 'data is needed with the outcome submit'],
    [{ outcome: 'submit', data: { amount: 0 } }, /data\S* .*; data\S* /],
    [{ outcome: 'submit', data: { amount: 'many', currency: 'EUR' } }, 'amount'],
  ])('is told so, and it is no failure of the step: %j', async (answer, fault) => {
    const trial = runEngine(asking(PRICE), {}, { answers: { price: answer } });
    await expect(trial).rejects.toThrow(/^The trial's answer to price is none: /);
    await expect(trial).rejects.toThrow(fault);
  });

  it('hears of what its own code throws', async () => {
    const fault = new Error('The test did not foresee this question.');
    const sign = () => {
      throw fault;
    };
    await expect(runEngine(asking(SIGN), {}, { answers: { sign } })).rejects.toBe(fault);
  });

  it('is told where nobody would ever answer', async () => {
    const answers = { sing: { outcome: 'approve' } };
    await expect(runEngine(asking(SIGN), {}, { answers })).rejects.toThrow('The trial has no answer to sign');
  });

  it('is told of an ill-formed question as callers would be', async () => {
    const { error } = await runEngine(asking({ ...SIGN, title: '' }), {});
    expect(error).toMatchObject({ code: 'invalid_question', step: 'wait' });
  });
});
