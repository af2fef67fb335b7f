import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidProblem, type ProblemFault } from '../../../decisions/domain/ports/decision-engine.js';
import { aCriterion, problems, supplierProblem } from '../../../../test/support/analytic-problems.js';
import { METHODS } from '../problem/method.js';
import { WEIGHT_SOURCES } from '../problem/weighting.js';
import { parseProblem } from './parse-problem.js';

const ALL_DEFAULTS = aCriterion('');

describe(parseProblem.name, () => {
  describe('defaults', () => {
    it('needs alternatives, criteria and scores only', () => {
      const { alternatives, scores } = supplierProblem();
      const criteria = [
        { name: 'price', direction: 'cost' },
        { name: 'quality', direction: 'benefit' },
        { name: 'delivery', direction: 'benefit' },
      ];
      expect(parseProblem({ alternatives, criteria, scores })).toEqual({
        alternatives: ['Alpha', 'Beta', 'Gamma'],
        criteria: criteria.map((criterion) => ({ ...ALL_DEFAULTS, ...criterion })),
        human: null,
        scores,
        kind: 'ranking',
        judges: null,
        aggregate: null,
        pairwise: null,
        compare: [],
        missing: 'reject',
        method: { name: 'saw', normalization: 'minmax' },
        weights: { source: 'equal' },
        robustness: { samples: 10_000, seed: 42, weights: 'uniform', concentration: 50 },
      });
    });

    it('chooses the declared bounds where all criteria have them', () => {
      expect(parseProblem(bounded(0, 20)).method).toEqual({ name: 'saw', normalization: 'bounds' });
      expect(parseProblem(bounded(0, 20, 2)).method).toEqual({ name: 'saw', normalization: 'minmax' });
    });

    it('chooses the given weights where all criteria have one', () => {
      const { weights, ...withoutSource } = supplierProblem();
      expect(weights).toEqual({ source: 'given' });
      expect(parseProblem(withoutSource).weights).toEqual({ source: 'given', scale: 'to_one' });
    });

    it('takes an alternative as a name or as an object with a name, and trims it', () => {
      const problem = supplierProblem({ alternatives: [{ name: ' Alpha ' }, 'Beta', 'Gamma\n'] });
      expect(parseProblem(problem).alternatives).toEqual(['Alpha', 'Beta', 'Gamma']);
    });

    it('takes null for absent', () => {
      const absent = { weights: null, method: null, robustness: null };
      expect(parseProblem(supplierProblem(absent))).toEqual(parseProblem(supplierProblem()));
    });

    it('takes the sign off zero, which text would not keep', () => {
      const { scores } = parseProblem(
        supplierProblem({
          scores: [
            [-0, 7, 3],
            [12, 9, 4],
            [8, 5, 5],
          ],
        }),
      );
      expect(Object.is(scores[0]?.[0], 0)).toBe(true);
    });
  });

  describe('faults', () => {
    const faulty: [name: string, changes: Record<string, unknown>, faults: ProblemFault[]][] = [
      ['no alternatives', { alternatives: undefined }, [fault('alternatives', 'is missing')]],
      ['no list', { criteria: 'price' }, [fault('criteria', 'must be a list')]],
      [
        'an empty list',
        { alternatives: [], scores: [] },
        [fault('alternatives', 'must have 1 to 200 items, not 0')],
      ],
      [
        'a name of blanks',
        { alternatives: [' ', 'B', 'C'] },
        [fault('alternatives[0]', 'must have 1 to 200 characters')],
      ],
      ['a name that is none', { alternatives: ['A', 7, 'C'] }, [fault('alternatives[1]', 'must be a text')]],
      [
        'an object without name',
        { alternatives: ['A', {}, 'C'] },
        [fault('alternatives[1].name', 'is missing')],
      ],
      [
        'a control character',
        { alternatives: ['A', 'B\u0000B', 'C'] },
        [fault('alternatives[1]', 'must not contain control characters or unpaired surrogates')],
      ],
      [
        'a key of every object',
        { alternatives: ['A', 'B', '__proto__'] },
        [fault('alternatives[2]', 'must not be __proto__')],
      ],
      [
        'a repeated name',
        { alternatives: ['A', 'B', ' A'] },
        [fault('alternatives[2]', 'repeats the name at alternatives[0]')],
      ],
      [
        'a missing cell',
        {
          scores: [
            [1, 2, 3],
            [1, null, 3],
            [1, 2, 3],
          ],
        },
        [fault('scores[1][1]', 'is missing')],
      ],
      [
        'a text for a number',
        {
          scores: [
            [1, 2, 3],
            [1, 2, '3'],
            [1, 2, 3],
          ],
        },
        [fault('scores[1][2]', 'must be a finite number')],
      ],
      [
        'not a number',
        {
          scores: [
            [1, 2, NaN],
            [1, 2, 3],
            [1, 2, 3],
          ],
        },
        [fault('scores[0][2]', 'must be a finite number')],
      ],
      [
        'an endless number',
        {
          scores: [
            [-Infinity, 2, 3],
            [1, 2, 3],
            [1, 2, 3],
          ],
        },
        [fault('scores[0][0]', 'must be a finite number')],
      ],
      [
        'a boundless number',
        {
          scores: [
            [1e308, 2, 3],
            [1, 2, 3],
            [1, 2, 3],
          ],
        },
        [fault('scores[0][0]', 'must be between -1e+100 and 1e+100')],
      ],
      [
        'a ragged row',
        {
          scores: [
            [1, 2, 3],
            [1, 2],
            [1, 2, 3],
          ],
        },
        [fault('scores[1]', 'must have 3 items, not 2')],
      ],
      ['a missing row', { scores: [[1, 2, 3]] }, [fault('scores', 'must have 3 items, not 1')]],
      [
        'an unknown method',
        { method: { name: 'electre_iv' } },
        [fault('method.name', `must be one of ${METHODS.join(', ')}`)],
      ],
      [
        'an unknown normalization',
        { method: { normalization: 'vector' } },
        [fault('method.normalization', 'must be one of bounds, minmax, max, sum, none')],
      ],
      [
        'an unknown source of weights',
        { weights: { source: 'swing' } },
        [fault('weights.source', `must be one of ${WEIGHT_SOURCES.join(', ')}`)],
      ],
      [
        'too many samples',
        { robustness: { samples: 1_000_001 } },
        [fault('robustness.samples', 'must be between 0 and 1000000')],
      ],
      [
        'a part of a sample',
        { robustness: { samples: 10.5 } },
        [fault('robustness.samples', 'must be a whole number')],
      ],
      [
        'a seed of 33 bits',
        { robustness: { seed: 2 ** 32 } },
        [fault('robustness.seed', 'must be between 0 and 4294967295')],
      ],
      [
        'an unknown property',
        { robustness: { sample: 1 } },
        [fault('robustness.sample', 'is unknown; known are samples, seed, weights, concentration')],
      ],
    ];

    it.each(faulty)('refuses %s', (_, changes, faults) => {
      expect(faultsOf(supplierProblem(changes))).toEqual(faults);
    });

    it.each<[string, Record<string, unknown>, ProblemFault]>([
      ['no direction', { direction: 'up' }, fault('criteria[0].direction', 'must be one of benefit, cost')],
      ['a negative weight', { weight: -1 }, fault('criteria[0].weight', 'must be between 0 and 1e+100')],
      [
        'a missing weight',
        { weight: null },
        fault('criteria[0].weight', 'is missing, and the source of weights is given'),
      ],
      [
        'half of the bounds',
        { min: 0 },
        fault('criteria[0].max', 'is missing: bounds are declared as min and max'),
      ],
      ['equal bounds', { min: 20, max: 20 }, fault('criteria[0].min', 'must be below max')],
      [
        'a score out of bounds',
        { min: 8, max: 11 },
        fault('scores[1][0]', 'must be within the declared bounds 8 to 11'),
      ],
      [
        'a repeated name',
        { name: 'quality' },
        fault('criteria[1].name', 'repeats the name at criteria[0].name'),
      ],
      [
        'an unknown property',
        { unit: 'EUR' },
        fault(
          'criteria[0].unit',
          'is unknown; known are name, weight, rank, direction, min, max, value, levels, requirements, preference, thresholds, at_least, at_most',
        ),
      ],
    ])('refuses a criterion with %s', (_, changes, expected) => {
      expect(faultsOf(withFirstCriterion(changes))).toEqual([expected]);
    });

    it('refuses weights that sum to nothing', () => {
      const criteria = [1, 2, 3].map((index) => ({ name: `C${index}`, direction: 'benefit', weight: 0 }));
      expect(faultsOf(supplierProblem({ criteria }))).toEqual([
        fault('criteria', 'must have a weight above 0 somewhere'),
      ]);
    });

    it('refuses a ranking of some criteria', () => {
      const problem = { ...withFirstCriterion({ rank: 1 }), weights: { source: 'roc' } };
      expect(faultsOf(problem).map(({ path }) => path)).toEqual(['criteria[1].rank', 'criteria[2].rank']);
    });

    it('refuses bounds as normalization where a criterion has none', () => {
      const problem = { ...bounded(0, 20, 2), method: { normalization: 'bounds' } };
      expect(faultsOf(problem).map(({ path }) => path)).toEqual(['criteria[2]']);
    });

    it('refuses scores without normalization where less is better', () => {
      expect(faultsOf(supplierProblem({ method: { normalization: 'none' } }))).toEqual([
        fault('criteria[0].direction', 'must be benefit where the normalization is none'),
      ]);
    });

    it.each(['max', 'sum'])('refuses what has no ratio under the normalization %s', (normalization) => {
      const scores = [
        [0, -1, 0],
        [1, 2, 0],
        [1, 2, 0],
      ];
      expect(faultsOf(supplierProblem({ scores, method: { normalization } }))).toEqual([
        fault('scores[0][0]', `must be above 0: a cost under the normalization ${normalization}`),
        fault('scores[0][1]', `must not be negative under the normalization ${normalization}`),
        fault('criteria[2]', `must have a score above 0 under the normalization ${normalization}`),
      ]);
    });

    it('reports all that is wrong, in every part', () => {
      const problem = {
        ...withFirstCriterion({ weight: -1 }),
        scores: [
          [1, 2],
          [1, 2, 'x'],
          [1, 2, 3],
        ],
        method: { name: 'guess' },
        robustness: 7,
        extra: true,
      };
      expect(faultsOf(problem).map(({ path }) => path)).toEqual([
        'extra',
        'criteria[0].weight',
        'scores[0]',
        'method.name',
        'robustness',
        'scores[1][2]',
      ]);
    });

    it('bounds the work a problem may ask for', () => {
      const size = { alternatives: 200, criteria: 100 };
      const problem = {
        alternatives: Array.from({ length: size.alternatives }, (_, index) => `A${index}`),
        criteria: Array.from({ length: size.criteria }, (_, index) => ({
          name: `C${index}`,
          direction: 'benefit',
        })),
        scores: Array.from({ length: size.alternatives }, () =>
          Array.from({ length: size.criteria }, () => 1),
        ),
      };
      expect(parseProblem(problem).robustness.samples).toBe(10_000);
      expect(faultsOf({ ...problem, robustness: { samples: 1_000_000 } }).map(({ path }) => path)).toEqual([
        'robustness.samples',
      ]);
    });

    it('bounds the length of all names together', () => {
      const alternatives = Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(200, 'x'));
      const scores = alternatives.map(() => [1, 2, 3]);
      expect(faultsOf(supplierProblem({ alternatives, scores }))).toEqual([
        fault('alternatives', 'must have names of at most 10000 characters in all'),
      ]);
    });
  });

  describe('hostile problems', () => {
    it.each([
      ['nothing', undefined],
      ['null', null],
      ['a list', []],
      ['a text', 'problem'],
      ['a number', 1],
    ])('refuses %s', (_, problem) => {
      expect(faultsOf(problem)).toEqual([fault('', 'must be an object')]);
    });

    it('does not take the prototype for a property', () => {
      const problem: unknown = JSON.parse(
        '{"__proto__": {"alternatives": ["A"], "criteria": [], "scores": []}}',
      );
      expect(faultsOf(problem).map(({ path }) => path)).toEqual([
        '__proto__',
        'alternatives',
        'criteria',
        'scores',
      ]);
    });

    it('answers a crowd of properties with one fault', () => {
      const crowd = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`p${index}`, index]));
      expect(faultsOf(crowd)).toEqual([fault('', 'must not have more than 50 properties')]);
    });

    it('shortens the name of an unknown property', () => {
      const [first] = faultsOf(supplierProblem({ ['x'.repeat(100_000)]: 1 }));
      expect(first?.path).toBe(`${'x'.repeat(40)}…`);
    });

    it('does not look into what is nested where nothing should be', () => {
      let nested: unknown = [];
      for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
      expect(faultsOf(supplierProblem({ alternatives: [nested, 'B', 'C'] })).map(({ path }) => path)).toEqual(
        ['alternatives[0]'],
      );
    });

    it('does not look into a list that is too long', () => {
      const scores = new Proxy(new Array<number[]>(1_000_000), {
        get: (list, key) => {
          if (key === 'length') return list.length;
          throw new Error(`read ${String(key)}`);
        },
      });
      expect(faultsOf(supplierProblem({ scores })).map(({ path }) => path)).toEqual(['scores']);
    });

    it('lists fifty faults and says that there are more', () => {
      const scores = Array.from({ length: 3 }, () => ['x', 'y', 'z']);
      const alternatives = Array.from({ length: 100 }, () => null);
      const faults = faultsOf(supplierProblem({ alternatives, scores }));
      expect(faults).toHaveLength(51);
      expect(faults.at(-1)).toEqual(fault('', 'has further faults; the first 50 are listed'));
    });

    it('never answers with another error', () => {
      const part = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
      const problem = fc.record(
        { alternatives: part, criteria: part, scores: part, method: part, weights: part, robustness: part },
        { requiredKeys: [] },
      );
      fc.assert(fc.property(fc.oneof(part, problem), (garbage) => faultsOf(garbage).length > 0));
    });

    it('never answers with another error when one part of a good problem is spoiled', () => {
      const parts = ['alternatives', 'criteria', 'scores', 'method', 'weights', 'robustness'];
      fc.assert(
        fc.property(problems(), fc.constantFrom(...parts), fc.anything(), (problem, part, garbage) => {
          outcomeOf(() => parseProblem({ ...problem, [part]: garbage }));
        }),
      );
    });
  });

  it('parses a parsed problem to itself, also after a journey as text', () => {
    fc.assert(
      fc.property(problems(), (problem) => {
        const parsed = parseProblem(problem);
        expect(parseProblem(parsed)).toEqual(parsed);
        expect(parseProblem(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
      }),
    );
  });
});

function fault(path: string, message: string): ProblemFault {
  return { path, message };
}

function faultsOf(problem: unknown): readonly ProblemFault[] {
  const outcome = outcomeOf(() => parseProblem(problem));
  if (outcome instanceof InvalidProblem) return outcome.faults;
  throw new Error('expected a refusal', { cause: outcome });
}

/** Lets any error pass that is no refusal. */
function outcomeOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (error instanceof InvalidProblem) return error;
    throw error;
  }
}

function withFirstCriterion(changes: Record<string, unknown>): Record<string, unknown> {
  const [first, ...others] = parseProblem(supplierProblem()).criteria;
  return supplierProblem({ criteria: [{ ...first, ...changes }, ...others] });
}

/** All criteria declare the bounds, except those from `until` on; the normalization is left open. */
function bounded(min: number, max: number, until = 3): Record<string, unknown> {
  const criteria = parseProblem(supplierProblem()).criteria.map((criterion, index) =>
    index < until ? { ...criterion, min, max } : criterion,
  );
  return supplierProblem({ criteria, method: {} });
}
