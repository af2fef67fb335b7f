import type { JsonObject } from '../../../decisions/domain/json.js';
import { DIRECTIONS } from '../matrix.js';
import { METHODS } from '../methods/method.js';
import { PREFERENCE_TYPES } from '../methods/outranking/preference.js';
import { KINDS, LIMITS, MISSING_POLICIES, ON_EXPIRY, WEIGHT_SOURCES, WEIGHTINGS } from '../problem.js';
import { AGGREGATES } from '../weighting/judges/aggregate.js';
import {
  byName,
  described,
  list,
  NAME,
  NUMBER,
  numbers,
  object,
  oneOf,
  optional,
  orNull,
  SHARE,
  whole,
} from './parts.js';

const WEIGHT: JsonObject = { type: 'number', minimum: 0, maximum: LIMITS.magnitude };
const LIMIT: JsonObject = { anyOf: [NUMBER, NAME] };

const CELL = described('A number, the name of a level, a distribution, or null where the score is missing.', {
  anyOf: [
    NUMBER,
    NAME,
    { type: 'null' },
    described('Anything between both, all as likely as each other.', object({ interval: numbers(2) })),
    described('Mean and standard deviation.', object({ normal: numbers(2) })),
    described('Mean and standard deviation of the logarithm.', object({ lognormal: numbers(2) })),
    described('Both shapes, lowest and highest figure.', object({ beta: numbers(4) })),
    described('Lowest, likeliest and highest figure.', object({ triangular: numbers(3) })),
    described('The probability of each level; they sum to 1.', object({ levels: byName(SHARE) })),
  ],
});

const LEVELS = described(
  'Names from the lowest to the highest, which stand for 0, 1, 2, …; or names with the numbers they stand for.',
  {
    anyOf: [
      list(
        { anyOf: [NAME, list({}, { min: 2, max: 2 }), object({ name: NAME, value: NUMBER })] },
        { min: 2, max: LIMITS.points },
      ),
      byName(NUMBER),
    ],
  },
);

const PREFERENCE = described(
  'For PROMETHEE: the thresholds that belong to the type, in the units of the scores.',
  {
    ...optional({ type: oneOf(PREFERENCE_TYPES), q: NUMBER, p: NUMBER, s: NUMBER }),
  },
);

const THRESHOLD: JsonObject = { anyOf: [NUMBER, optional({ abs: NUMBER, rel: NUMBER })] };
const THRESHOLDS = described(
  'For ELECTRE III: numbers, or parts of the score of the one that would outrank.',
  {
    ...optional({ q: THRESHOLD, p: THRESHOLD, v: THRESHOLD }),
  },
);

const JUDGMENTS = described('How many times more the row counts than the column; null where nobody judged.', {
  ...list(list({ anyOf: [{ type: 'number', exclusiveMinimum: 0 }, { type: 'null' }] })),
});

const LEAF = described('A criterion the alternatives have scores on.', {
  type: 'object',
  required: ['name'],
  properties: {
    name: NAME,
    direction: orNull(
      described(
        'Needed but where only weights are wanted or alternatives are judged in pairs.',
        oneOf(DIRECTIONS),
      ),
    ),
    weight: orNull(WEIGHT),
    rank: orNull(
      described('1 is the most important; for weights made of an order.', whole(1, LIMITS.criteria)),
    ),
    min: orNull(described('Declared together with max: fixed ends of the scale.', NUMBER)),
    max: orNull(NUMBER),
    value: orNull(
      described(
        'A piecewise-linear value function by its points [score, value], by rising score.',
        list(numbers(2), { min: 2, max: LIMITS.points }),
      ),
    ),
    levels: orNull(LEVELS),
    preference: orNull(PREFERENCE),
    thresholds: orNull(THRESHOLDS),
    requirements: orNull(
      described('Who does not meet them is not ranked.', optional({ at_least: LIMIT, at_most: LIMIT })),
    ),
    at_least: orNull(LIMIT),
    at_most: orNull(LIMIT),
  },
});

const BRANCH = described('Criteria that are weighed among themselves and share the weight of the branch.', {
  type: 'object',
  required: ['name', 'criteria'],
  properties: {
    name: NAME,
    weight: orNull(WEIGHT),
    rank: orNull(whole(1, LIMITS.criteria)),
    criteria: list({ $ref: '#/$defs/criterion' }, { min: 1, max: LIMITS.criteria }),
  },
});

const JUDGE: JsonObject = {
  type: 'object',
  required: ['name', 'scores'],
  properties: {
    name: NAME,
    scores: described(
      'A row per alternative, a column per criterion; null where the judge gives none.',
      list(list({ anyOf: [NUMBER, NAME, { type: 'null' }] }), { min: 0, max: LIMITS.alternatives }),
    ),
    weights: orNull({ anyOf: [list(WEIGHT), byName(WEIGHT)] }),
  },
  additionalProperties: false,
};

const ROBUSTNESS = optional({
  samples: described('How many; 0 leaves the simulation out.', whole(0, LIMITS.samples)),
  seed: whole(0, LIMITS.seed),
  weights: described(
    'Which weights are drawn: around the ones used, any, any in the same order, or always the ones used.',
    oneOf(WEIGHTINGS),
  ),
  concentration: described('How close to the weights used those drawn around them are.', {
    type: 'number',
    minimum: 1,
    maximum: LIMITS.concentration,
  }),
});

const HUMAN = described('Whether a person looks at the recommendation before it is the decision.', {
  ...optional({
    review: {
      anyOf: [oneOf(['always', 'never']), object({ when: object({ clear_winner: { type: 'boolean' } }) })],
    },
    deadline_s: described('How long a review is waited for.', {
      type: 'number',
      minimum: 1,
      maximum: LIMITS.deadline,
    }),
    on_expiry: described('What counts as the answer if there is none in time.', oneOf(ON_EXPIRY)),
    four_eyes: described('The person who started the process may not review it.', { type: 'boolean' }),
  }),
});

/** Members of a method or of a source of weights depend on its name; the parser knows which belong to which. */
function named(name: string, values: readonly string[]): JsonObject {
  return { anyOf: [oneOf(values), { type: 'object', properties: { [name]: orNull(oneOf(values)) } }] };
}

/**
 * What {@link parseProblem} accepts. The parser accepts less: rules that connect parts (different names, rows as long
 * as the list of criteria, numbers within bounds) are checked by the parser, which reports the path.
 */
export const PROBLEM_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Problem of the engine analytic',
  type: 'object',
  required: ['criteria'],
  properties: {
    kind: orNull(described('weights asks for the weights alone.', oneOf(KINDS))),
    alternatives: orNull(
      list({ anyOf: [NAME, object({ name: NAME })] }, { min: 0, max: LIMITS.alternatives }),
    ),
    criteria: list({ $ref: '#/$defs/criterion' }, { min: 1, max: LIMITS.criteria }),
    scores: orNull(
      described(
        'A row per alternative, a column per criterion; those of a hierarchy in the order in which it is written.',
        list(list({ $ref: '#/$defs/cell' }), { min: 0, max: LIMITS.alternatives }),
      ),
    ),
    judges: orNull(
      described(
        'In place of scores: those of several people, who may each give weights too.',
        list(JUDGE, { min: 1, max: LIMITS.judges }),
      ),
    ),
    aggregate: orNull(described('How the scores of the judges become one set.', oneOf(AGGREGATES))),
    pairwise: orNull(
      described('In place of scores: judgments of the alternatives by criterion.', byName(JUDGMENTS)),
    ),
    missing: orNull(described('What becomes of a score that is null.', oneOf(MISSING_POLICIES))),
    method: orNull(described('Members depend on the name.', named('name', METHODS))),
    compare: orNull(
      described(
        'Methods to compare the ranking with.',
        list(named('name', METHODS), { max: METHODS.length }),
      ),
    ),
    weights: orNull(described('Members depend on the source.', named('source', WEIGHT_SOURCES))),
    robustness: orNull(ROBUSTNESS),
    human: orNull(HUMAN),
  },
  $defs: { criterion: { anyOf: [BRANCH, LEAF, NAME] }, cell: CELL },
};
