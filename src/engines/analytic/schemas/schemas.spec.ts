import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { problems } from '../../../../test/support/analytic-problems.js';
import { varied } from '../../../../test/support/varied-problems.js';
import { decide } from '../../../../test/support/analytic-run.js';
import { parseProblem } from '../parsing/parse-problem.js';
import { PROBLEM_EXAMPLES } from './examples.js';
import { PROBLEM_SCHEMA } from './problem-schema.js';
import { RESULT_SCHEMA } from './result-schema.js';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
const isProblem = ajv.compile(PROBLEM_SCHEMA);
const isResult = ajv.compile(RESULT_SCHEMA);

describe('the schemas', () => {
  it.each(Object.entries(PROBLEM_EXAMPLES))('hold for the example %s and its result', async (_, example) => {
    expectValid(isProblem, example);
    expectValid(isResult, await decide(example));
  });

  it('hold for every problem that is accepted, as it came and as it was parsed, and for its result', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(problems(), varied()), async (problem) => {
        expectValid(isProblem, problem);
        expectValid(isProblem, parseProblem(problem));
        expectValid(isResult, await decide(problem));
      }),
    ));

  it.each([
    ['a direction nobody knows', { criteria: [{ name: 'C', direction: 'up' }] }],
    ['a distribution with two kinds', { criteria: ['C'], scores: [[{ normal: [0, 1], interval: [0, 1] }]] }],
    ['no criteria', { alternatives: ['A'] }],
  ])('do not hold for %s', (_, problem) => {
    expect(isProblem(problem)).toBe(false);
  });
});

function expectValid(validate: typeof isProblem, value: unknown): void {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  expect({ isValid: validate(plain), errors: validate.errors }).toEqual({ isValid: true, errors: null });
}
