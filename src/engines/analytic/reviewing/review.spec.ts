import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainProblem, supplierProblem } from '../../../../test/support/analytic-problems.js';
import { sampleInPlace } from '../../../../test/support/smaa-in-place.js';
import { runEngine, type TrialOptions } from '../../../authoring/testing.js';
import { InvalidProblem } from '../../../decisions/domain/ports/decision-engine.js';
import { analyticEngine } from '../analytic-engine.js';
import { firstAnalyticEngine } from '../first-version.js';
import { parseProblem } from '../parsing/parse-problem.js';
import type { AnalyticResult } from '../report/findings/result.js';

type Answers = NonNullable<TrialOptions['answers']>;
type Question = Parameters<Extract<Answers[string], (...args: never) => unknown>>[0];

const [CLEAR, CLOSE] = [plainProblem([[9, 9], [1, 1]], [1, 1]), plainProblem([[9, 1], [1, 8.9]], [1, 1])]; // prettier-ignore

async function run(problem: object, human: unknown, answers: Answers = {}) {
  const robustness = { samples: 20 };
  const outcome = await runEngine(
    analyticEngine(sampleInPlace),
    { ...problem, human, robustness },
    { answers },
  );
  return { ...outcome, result: outcome.result as unknown as AnalyticResult | null };
}

describe('a review of the recommendation', () => {
  it.each<[string, object, unknown, boolean]>([
    ['no wish for one', CLOSE, undefined, false],
    ['never', CLOSE, { review: 'never' }, false],
    ['always', CLEAR, { review: 'always' }, true],
    ['no clear winner', CLOSE, { review: { when: { clear_winner: false } } }, true],
    ['no clear winner, and there is one', CLEAR, { review: { when: { clear_winner: false } } }, false],
    ['a clear winner', CLEAR, { review: { when: { clear_winner: true } } }, true],
  ])('is asked for by %s', async (_, problem, human, isAsked) => {
    let asked = 0;
    const review = () => {
      asked += 1;
      return { outcome: 'approve' };
    };
    const { status, result } = await run(problem, human, { review });
    expect([status, asked, result?.review?.outcome ?? null]).toEqual([
      'completed',
      isAsked ? 1 : 0,
      isAsked ? 'approve' : null,
    ]);
  });

  it('is a step of those processes only that may need one', () => {
    const [last] = analyticEngine(sampleInPlace).steps.slice(-1);
    const applies = (human: unknown) => last?.appliesTo?.(parseProblem({ ...CLOSE, human }));
    expect([undefined, null, { review: 'never' }, {}].map(applies)).toEqual([false, false, false, false]);
    expect([{ review: 'always' }, { review: { when: { clear_winner: false } } }].map(applies)).toEqual([
      true,
      true,
    ]);
  });

  it.each<[string, object, string | null, RegExp]>([
    [
      'approve',
      { outcome: 'approve', comment: 'Fine.' },
      'Gamma',
      /^A reviewer has approved Gamma\. Gamma is recommended/,
    ],
    [
      'choose',
      { outcome: 'choose', data: { alternative: 'Alpha' }, comment: 'We know them.' },
      'Alpha',
      /^A reviewer has chosen Alpha instead of Gamma, which is recommended\. Gamma is recommended/,
    ],
    [
      'reject',
      { outcome: 'reject', by: 'ada' },
      null,
      /^A reviewer has rejected the recommendation: nothing is decided\. /,
    ],
  ])('can %s; the result keeps what was recommended', async (outcome, answer, decided, words) => {
    const { status, result, outputs } = await run(
      supplierProblem(),
      { review: 'always' },
      {
        review: { by: 'grace', ...answer } as Answers[string],
      },
    );
    const { by = 'grace', comment = null } = answer as { by?: string; comment?: string };
    expect(status).toBe('completed');
    expect(result).toMatchObject({
      recommended: 'Gamma',
      review: { outcome, decided, by, comment, expired: false },
    });
    expect(result?.review?.at).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(result?.explanation).toMatch(words);
    expect(result?.explanation_markdown).toContain('A reviewer has');
    const { review: _review, explanation, explanation_markdown, ...before } = outputs.recommend as object & Record<string, unknown>; // prettier-ignore
    expect(result).toMatchObject(before);
    expect([_review, typeof explanation, typeof explanation_markdown]).toEqual([null, 'string', 'string']);
  });

  it('shows what is to be judged, how long, and by whom not', async () => {
    const seen: Question[] = [];
    const review = (question: Question) => {
      seen.push(question);
      return { outcome: 'approve' };
    };
    const human = { review: 'always', deadline_s: 3600, on_expiry: 'reject', four_eyes: true };
    await run(supplierProblem(), human, { review });
    expect(seen).toMatchObject([
      {
        title: 'Is it to be Gamma, as recommended?',
        kind: 'choice',
        evidence: {
          recommended: 'Gamma',
          clear_winner: true,
          ranking: [{ alternative: 'Gamma', rank: 1 }, {}, {}],
          explanation: expect.stringMatching(/^Gamma is recommended/) as unknown,
        },
        ...{ expiresInMs: 3_600_000, notBy: 'starter', onExpiry: { outcome: 'reject' } },
      },
    ]);
  });

  it.each<[string, string, string | null, RegExp]>([
    [
      'approve',
      'approve',
      'Gamma',
      /^Nobody reviewed the recommendation in time, which counts as an approval\./,
    ],
    ['reject', 'reject', null, /^Nobody reviewed the recommendation in time, which counts as a rejection\./],
  ])('that nobody gives counts as what the problem says: %s', async (on_expiry, outcome, decided, words) => {
    const human = { review: 'always', deadline_s: 60, on_expiry };
    const { result } = await run(supplierProblem(), human, { review: () => null });
    expect(result?.review).toMatchObject({ outcome, decided, by: null, expired: true });
    expect(result?.explanation).toMatch(words);
  });

  it('that nobody gives fails the process unless the problem says otherwise: silence is no consent', async () => {
    const { status, error } = await run(
      supplierProblem(),
      { review: 'always', deadline_s: 60 },
      { review: () => null },
    );
    expect([status, error?.code]).toEqual(['failed', 'not_answered']);
  });

  it('where nothing is recommended can still choose, or leave it at that', async () => {
    const criteria = [{ name: 'C', direction: 'benefit', at_least: 10 }];
    const problem = { alternatives: ['A', 'B'], criteria, scores: [[1], [2]] };
    const approved = await run(problem, { review: 'always' }, { review: { outcome: 'approve' } });
    expect(approved.result?.review).toMatchObject({ outcome: 'approve', decided: null });
    expect(approved.result?.explanation).toMatch(
      /^A reviewer has approved that no alternative is recommended\./,
    );
    const chosen = await run(problem, { review: 'always' }, { review: { outcome: 'choose', data: { alternative: 'B' } } }); // prettier-ignore
    expect(chosen.result).toMatchObject({ recommended: null, review: { decided: 'B' } });
    expect(chosen.result?.explanation).toMatch(/^A reviewer has chosen B\./);
  });

  it('is asked for again where it chooses what is not there, also with too many long names to list', async () => {
    const alternatives = Array.from({ length: 40 }, (_, index) => `${'名'.repeat(190)} ${index}`);
    const problem = { ...plainProblem(alternatives.map((_, index) => [index]), [1]), alternatives }; // prettier-ignore
    const given = ['nobody', alternatives[3] ?? ''];
    const review = () => ({ outcome: 'choose', data: { alternative: given.shift() ?? '' } });
    const { result, attempts } = await run(problem, { review: 'always' }, { review });
    expect(result?.review).toMatchObject({ outcome: 'choose', decided: alternatives[3] });
    expect(attempts.review).toBe(1);
  });

  it('can choose nothing but what is there where all names are listed', async () => {
    const seen: Question[] = [];
    const review = (question: Question) => {
      seen.push(question);
      return { outcome: 'choose', data: { alternative: 'Beta' } };
    };
    await run(supplierProblem(), { review: 'always' }, { review });
    expect(seen[0]?.options.map(({ outcome, schema }) => [outcome, schema?.properties ?? null])).toEqual([
      ['approve', null],
      ['choose', { alternative: { enum: ['Alpha', 'Beta', 'Gamma'] } }],
      ['reject', null],
    ]);
  });

  it('can be put to people whatever the names are', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }), {
          minLength: 1,
          maxLength: 60,
        }),
        async (names) => {
          const alternatives = names.map((name, index) => `${index} ${name}`);
          const problem = { ...plainProblem(alternatives.map((_, index) => [index % 7]), [1]), alternatives }; // prettier-ignore
          const outcome = run(problem, { review: 'always' }, { review: { outcome: 'approve' } });
          const { status, error } = await outcome.catch((thrown: unknown) => {
            if (thrown instanceof InvalidProblem) return { status: 'completed', error: null };
            throw thrown;
          });
          expect([status, error]).toEqual(['completed', null]);
        },
      ),
      { numRuns: 30 },
    ));

  it.each<[string, unknown, string]>([
    ['a word nobody knows', { review: 'sometimes' }, 'human.review'],
    ['half a condition', { review: { when: {} } }, 'human.review.when.clear_winner'],
    ['another condition', { review: { when: { margin: 1 } } }, 'human.review.when.margin'],
    ['no time at all', { review: 'always', deadline_s: 0 }, 'human.deadline_s'],
    ['more than a year', { review: 'always', deadline_s: 31_536_001 }, 'human.deadline_s'],
    ['an expiry that never comes', { review: 'always', on_expiry: 'approve' }, 'human.on_expiry'],
    ['silence that chooses', { review: 'always', deadline_s: 9, on_expiry: 'choose' }, 'human.on_expiry'],
    ['how many eyes', { review: 'always', four_eyes: 4 }, 'human.four_eyes'],
    ['anything else', { reviewer: 'ada' }, 'human.reviewer'],
    ['no object', 'always', 'human'],
  ])('is refused with %s', (_, human, path) => {
    expect(() => parseProblem({ ...CLOSE, human })).toThrow(InvalidProblem);
    try {
      parseProblem({ ...CLOSE, human });
    } catch (error) {
      expect((error as InvalidProblem).faults.map((fault) => fault.path)).toContain(path);
    }
  });

  it('is refused where only weights are asked for, and by version 1', () => {
    const human = { review: 'always' };
    expect(() => parseProblem({ kind: 'weights', criteria: ['a', 'b'], human })).toThrow('human.review');
    const first = firstAnalyticEngine(sampleInPlace);
    expect(() => first.parse({ ...CLOSE, human })).toThrow('human belongs to version 2');
    expect(first.steps.map(({ name }) => name)).not.toContain('review');
  });
});
