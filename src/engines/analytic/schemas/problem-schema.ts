import type { JsonObject } from '../../../decisions/domain/json.js';
import { METHODS } from '../problem/method.js';
import { KINDS, ON_EXPIRY, WEIGHTINGS } from '../problem/problem.js';
import { LIMITS } from '../problem/limits.js';
import { MISSING_POLICIES } from '../problem/scores.js';
import { WEIGHT_SOURCES } from '../problem/weighting.js';
import { AGGREGATES } from '../problem/judgments.js';
import { BRANCH, CELL, LEAF, WEIGHT } from './criterion-schema.js';
import { byName, described, list, NAME, NUMBER, object, oneOf, optional, orNull, whole } from './parts.js';

const JUDGMENTS = described('How many times more the row counts than the column; null where nobody judged.', {
  ...list(list({ anyOf: [{ type: 'number', exclusiveMinimum: 0 }, { type: 'null' }] })),
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
