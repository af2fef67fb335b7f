import type { JsonObject } from '../../../decisions/domain/json.js';
import { DIRECTIONS } from '../numbers/matrix.js';
import { PREFERENCE_TYPES } from '../problem/criteria.js';
import { LIMITS } from '../problem/limits.js';
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

/** Of a criterion, a branch, or what a judge gives one. */
export const WEIGHT: JsonObject = { type: 'number', minimum: 0, maximum: LIMITS.magnitude };
const LIMIT: JsonObject = { anyOf: [NUMBER, NAME] };

/** One score. */
export const CELL = described(
  'A number, the name of a level, a distribution, or null where the score is missing.',
  {
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
  },
);

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

/** A criterion without criteria of its own. */
export const LEAF = described('A criterion the alternatives have scores on.', {
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

/** A criterion that has others below it. */
export const BRANCH = described(
  'Criteria that are weighed among themselves and share the weight of the branch.',
  {
    type: 'object',
    required: ['name', 'criteria'],
    properties: {
      name: NAME,
      weight: orNull(WEIGHT),
      rank: orNull(whole(1, LIMITS.criteria)),
      criteria: list({ $ref: '#/$defs/criterion' }, { min: 1, max: LIMITS.criteria }),
    },
  },
);
