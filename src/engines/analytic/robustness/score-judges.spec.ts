import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../../test/support/analytic-run.js';
import { judgedProblems } from '../../../../test/support/judged-problems.js';
import { SCORED_METHODS } from '../../../../test/support/method-problems.js';
import { InvalidProblem } from '../../../decisions/domain/ports/decision-engine.js';
import { parseProblem } from '../parsing/parse-problem.js';
import { PROBLEM_EXAMPLES } from '../schemas/examples.js';

const EXAMPLE = PROBLEM_EXAMPLES.several_judges as Record<string, unknown> & {
  judges: { name: string; scores: unknown[][]; weights?: unknown }[];
};
const [ADA, BO, CEM] = EXAMPLE.judges;

function changed(members: Record<string, unknown>): Record<string, unknown> {
  return { ...EXAMPLE, robustness: { samples: 0 }, ...members };
}

describe('scores of several judges', () => {
  it('are their means, of those who gave one, with what each would choose and what they would without each', async () => {
    const result = await decide(changed({}));
    expect(result.robustness?.judges).toEqual({
      aggregate: 'mean',
      kendall_w: expect.closeTo(1 / 9, 12),
      own_weights: true,
      judges: {
        Ada: {
          ranks: { Alpha: 2, Beta: 1, Gamma: 3 },
          first: ['Beta'],
          spearman: 0.5,
          differs_on: { alternative: 'Gamma', criterion: 'service', score: 0, group: 1, part: 0.5 },
          first_without: ['Gamma'],
        },
        Bo: {
          ranks: { Alpha: 1, Beta: 3, Gamma: 2 },
          first: ['Alpha'],
          spearman: 0.5,
          differs_on: { alternative: 'Gamma', criterion: 'service', score: 2, group: 1, part: 0.5 },
          first_without: ['Beta'],
        },
        Cem: {
          ranks: { Alpha: 3, Beta: 1, Gamma: 2 },
          first: ['Beta'],
          spearman: -0.5,
          differs_on: {
            alternative: 'Alpha',
            criterion: 'service',
            score: 1,
            group: expect.closeTo(5 / 3, 12),
            part: expect.closeTo(1 / 3, 12),
          },
          first_without: ['Alpha'],
        },
      },
    });
    expect(parseProblem(changed({})).scores[1]).toEqual([expect.closeTo(23 / 3, 12), 1]);
  });

  it('are geometric means if so wanted', () => {
    const scored = (name: string, score: number) => ({ name, scores: [[score]] });
    const problem = {
      alternatives: ['A'],
      criteria: [{ name: 'C', direction: 'benefit' }],
      judges: [scored('Ada', 2), scored('Bo', 8)],
      aggregate: 'geometric_mean',
    };
    expect(parseProblem(problem).scores).toEqual([[expect.closeTo(4, 12)]]);
  });

  it('stay finite however far judges are apart', () => {
    const least = { name: 'Ada', scores: [[Number.MIN_VALUE]] };
    const most = Array.from({ length: 19 }, (_, nth) => ({ name: `J${nth}`, scores: [[1e100]] }));
    const problem = {
      alternatives: ['A'],
      criteria: [{ name: 'C', direction: 'benefit' }],
      judges: [least, ...most],
      aggregate: 'geometric_mean',
    };
    const exponent = (Math.log10(Number.MIN_VALUE) + 19 * 100) / 20;
    const [[score]] = parseProblem(problem).scores as [[number]];
    expect(Math.log10(score)).toBeCloseTo(exponent, 9);
  });

  it('are of one judge alone what they are without any', async () => {
    const scores = ADA?.scores ?? [];
    const alone = changed({ weights: 'equal', judges: [{ name: 'Ada', scores }] });
    const result = await decide(alone);
    const plain = await decide({ ...alone, judges: null, aggregate: null, scores });
    expect(result.robustness?.judges).toMatchObject({
      kendall_w: null,
      judges: { Ada: { first_without: [] } },
    });
    expect(result.explanation.replace(' The scores are those of one judge, Ada.', '')).toBe(
      plain.explanation,
    );
  });

  it('may leave out what others gave, and what nobody gave is missing', () => {
    const gap = (scores: unknown[][]) => scores.map((row, index) => (index === 0 ? [null, row[1]] : row));
    const judges = EXAMPLE.judges.map((judge) => ({ ...judge, scores: gap(judge.scores) }));
    expect(parseProblem(changed({ judges, missing: 'worst' })).scores[0]?.[0]).toBeNull();
    expect(pathsOf(changed({ judges }))).toEqual(['scores[0][0]']);
  });

  it('parse to themselves, together with what they are together', () => {
    const parsed = parseProblem(changed({}));
    expect(parseProblem(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['no judge', { judges: [] }, ['judges']],
    ['a judge without a name', { judges: [{ scores: ADA?.scores, weights: [1, 1] }] }, ['judges[0].name']],
    ['a judge without scores', { judges: [{ name: 'Ada', weights: [1, 1] }] }, ['judges[0].scores']],
    [
      'a name twice',
      { judges: [ADA, BO, { ...CEM, name: 'ada' }, { ...CEM, name: 'Ada' }] },
      ['judges[3].name'],
    ],
    ['a row too few', { judges: [ADA, { ...BO, scores: BO?.scores.slice(1) }] }, ['judges[1].scores']],
    ['a score out of bounds', { judges: [{ ...ADA, scores: [[11, 'good'], [9, 'fair'], [5, 'poor']] }, BO] }, ['judges[0].scores[0][0]']], // prettier-ignore
    ['a level nobody knows', { judges: [{ ...ADA, scores: [[7, 'best'], [9, 'fair'], [5, 'poor']] }, BO] }, ['judges[0].scores[0][1]']], // prettier-ignore
    ['a distribution', { judges: [{ ...ADA, scores: [[{ normal: [5, 1] }, 'good'], [9, 'fair'], [5, 'poor']] }, BO] }, ['judges[0].scores[0][0]']], // prettier-ignore
    ['weights of some only', { judges: [ADA, { ...BO, weights: undefined }, CEM] }, ['judges[1].weights']],
    ['weights of a judge that are too few', { judges: [{ ...ADA, weights: [1] }, BO] }, ['weights.judges[0].weights']], // prettier-ignore
    ['weights of the judges and others', { weights: 'equal' }, ['weights']],
    ['scores beside those of judges', { scores: [[1, 1], [1, 1], [1, 1]] }, ['scores']], // prettier-ignore
    ['an aggregate nobody knows', { aggregate: 'median' }, ['aggregate']],
    ['an aggregate without judges', { judges: null, scores: ADA?.scores }, ['aggregate']],
    ['nothing under the geometric mean', { aggregate: 'geometric_mean', judges: [{ ...ADA, scores: [[0, 'good'], [9, 'fair'], [5, 'poor']] }, BO] }, ['judges[0].scores[0][0]']], // prettier-ignore
    [
      'a level of no value under the geometric mean',
      { aggregate: 'geometric_mean' },
      ['judges[0].scores[2][1]'],
    ],
    ['judgments of pairs beside scores', { pairwise: {} }, ['judges']],
  ])('are refused for %s', (_, members, paths) => {
    expect(pathsOf(changed(members))).toEqual(expect.arrayContaining([...paths]));
  });

  it('are refused of more judges than there is time for', () => {
    const alternatives = Array.from({ length: 100 }, (_, index) => `A${index}`);
    const scores = alternatives.map((_, index) => [index]);
    const judges = Array.from({ length: 20 }, (_, index) => ({ name: `J${index}`, scores }));
    const criteria = [{ name: 'C', direction: 'benefit' }];
    const problem = { alternatives, criteria, judges, method: 'electre_iii', robustness: { samples: 0 } };
    expect(pathsOf(problem)).toEqual(['judges']);
  });
});

describe.each(SCORED_METHODS)('judges under %s', (name) => {
  it('who say the same are one judge, and of one mind', () =>
    fc.assert(
      fc.asyncProperty(judgedProblems(name), async ({ plain }) => {
        const judges = ['Ada', 'Bo', 'Cem'].map((judge) => ({ name: judge, scores: plain.scores }));
        const result = await decide({ ...plain, scores: null, judges });
        const alone = await decide(plain);
        const { robustness } = result;
        const unsaid = { explanation: '', explanation_markdown: '' };
        expect({ ...result, ...unsaid, robustness: { ...robustness, judges: null } }).toEqual({
          ...alone,
          ...unsaid,
        });
        const isLevel = new Set(result.ranking.map(({ rank }) => rank)).size === 1;
        expect(robustness?.judges?.kendall_w).toEqual(isLevel ? null : expect.closeTo(1, 12));
      }),
      { numRuns: 5 },
    ));

  it('may stand in any order', () =>
    fc.assert(
      fc.asyncProperty(judgedProblems(name), async ({ problem, judges }) => {
        const forwards = await decide(problem);
        const backwards = await decide({ ...problem, judges: judges.toReversed() });
        expect(backwards.ranking).toEqual(forwards.ranking);
        expect(backwards.robustness?.judges?.judges).toEqual(forwards.robustness?.judges?.judges);
      }),
      { numRuns: 5 },
    ));
});

function pathsOf(problem: unknown): readonly string[] {
  try {
    parseProblem(problem);
  } catch (error) {
    if (error instanceof InvalidProblem) return error.faults.map(({ path }) => path);
    throw error;
  }
  return [];
}
