import type { JsonObject } from '../../../decisions/domain/json.js';
import { LIMITS } from '../problem/limits.js';
import { WEIGHTINGS } from '../problem/problem.js';
import { AGGREGATES } from '../problem/judgments.js';
import {
  byName,
  described,
  list,
  NAME,
  NAMES,
  NUMBER,
  object,
  oneOf,
  orNull,
  SHARE,
  whole,
} from './parts.js';

const FIGURE: JsonObject = { type: 'number' };
const COUNT: JsonObject = { type: 'integer', minimum: 0 };
const CELL = { alternative: NAME, criterion: NAME };

const RANKED = object({
  alternative: NAME,
  rank: whole(1, LIMITS.alternatives),
  score: orNull(FIGURE),
  tied_with: NAMES,
});

const SHORTFALL = object({
  criterion: NAME,
  requirement: oneOf(['at_least', 'at_most']),
  limit: NUMBER,
  score: FIGURE,
});

const BREAK_EVEN = object({
  ...CELL,
  score: FIGURE,
  at: FIGURE,
  beyond: oneOf(['above', 'below']),
  outcome: oneOf(['wins', 'loses']),
  first: NAMES,
});

const SMAA = object({
  samples: COUNT,
  seed: COUNT,
  weights: oneOf(WEIGHTINGS),
  concentration: FIGURE,
  standard_error: SHARE,
  rank_acceptability: described(
    'Per alternative the share of samples in which it has rank 1, 2, …',
    byName(list(SHARE)),
  ),
  central_weights: byName(orNull(byName(SHARE))),
  confidence: byName(orNull(SHARE)),
  pairwise: byName(byName(SHARE)),
});

const TURNED = {
  between: list(NAME, { min: 2, max: 2 }),
  was_better: orNull(NAME),
  becomes_better: orNull(NAME),
};

const RANK_REVERSAL = object({
  structural: { type: 'boolean' },
  tried: described('How many alternatives were left out, one by one.', COUNT),
  of: COUNT,
  swap_count: COUNT,
  swaps: list(
    object({
      without: NAME,
      between: list(NAME, { min: 2, max: 2 }),
      was_better: orNull(NAME),
      becomes_better: orNull(NAME),
    }),
  ),
  first_place: list(object({ without: NAME, first: NAMES })),
  pairs: object({ tried: COUNT, of: COUNT, turned: COUNT, swaps: list(object(TURNED)) }),
  worse_copies: object({
    tried: COUNT,
    of: COUNT,
    turned: COUNT,
    swaps: list(object({ ...TURNED, copy_of: NAME })),
  }),
});

const JUDGES = object({
  aggregate: oneOf(AGGREGATES),
  kendall_w: orNull(SHARE),
  own_weights: { type: 'boolean' },
  judges: byName(
    object({
      ranks: byName(whole(1, LIMITS.alternatives)),
      first: NAMES,
      spearman: orNull(FIGURE),
      differs_on: orNull(object({ ...CELL, score: FIGURE, group: FIGURE, part: FIGURE })),
      first_without: NAMES,
    }),
  ),
});

const ROBUSTNESS = {
  type: 'object',
  properties: {
    weight_intervals: list(object({ criterion: NAME, weight: SHARE, from: FIGURE, to: FIGURE })),
    weight_margin: orNull(SHARE),
    nearest_challenger: orNull(NAME),
    most_critical_criterion: orNull(NAME),
    without_recommended: described('Who would be first if the recommended alternative dropped out.', NAMES),
    wider_scales: list(
      object({ criteria: NAMES, scale: oneOf(['twice_as_wide', 'from_zero']), first: NAMES }),
    ),
    break_evens: described('The figure at which a score begins to turn the decision.', list(BREAK_EVEN)),
    one_step: object({
      tried: COUNT,
      turning: COUNT,
      steps: list(object({ ...CELL, score: FIGURE, to: FIGURE, first: NAMES })),
    }),
    smaa: orNull(SMAA),
    rank_reversal: RANK_REVERSAL,
    judges: described('How far the judges agree whose scores these are.', orNull(JUDGES)),
  },
  required: ['weight_margin', 'smaa', 'rank_reversal'],
};

const TAU: JsonObject = {
  anyOf: [{ type: 'number', minimum: -1.000001, maximum: 1.000001 }, { type: 'null' }],
};

const COMPARISON = object({
  methods: NAMES,
  first: byName(NAMES),
  ranks: byName(byName(FIGURE)),
  kendall: list(list(TAU)),
  spearman: list(list(TAU)),
  differences: list(object({ alternative: NAME, ranks: byName(FIGURE) })),
});

const REVIEW = object({
  outcome: oneOf(['approve', 'choose', 'reject']),
  decided: orNull(NAME),
  by: orNull({ type: 'string' }),
  at: { type: 'string' },
  comment: orNull({ type: 'string' }),
  expired: { type: 'boolean' },
});

/** What the last step answers. Methods add members of their own to `details`, `weights` and `robustness`. */
export const RESULT_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Result of the engine analytic',
  type: 'object',
  required: ['weights', 'warnings', 'explanation'],
  properties: {
    kind: { enum: ['ranking', 'weights'] },
    recommended: described('null where no alternative meets all requirements.', orNull(NAME)),
    runner_up: orNull(NAME),
    clear_winner: { type: 'boolean' },
    margin: orNull(object({ absolute: FIGURE, relative: FIGURE })),
    ranking: list(RANKED),
    excluded: list(object({ alternative: NAME, reasons: list(SHORTFALL) })),
    contributions: byName(byName(FIGURE)),
    head_to_head: list(
      object({ criterion: NAME, difference: FIGURE, score: FIGURE, runner_up_score: FIGURE }),
    ),
    weights: {
      type: 'object',
      properties: {
        given: orNull(byName(FIGURE)),
        used: byName(FIGURE),
        source: { type: 'string' },
        consistency_ratio: orNull(FIGURE),
      },
      required: ['given', 'used', 'source', 'consistency_ratio'],
    },
    dominated: list(object({ alternative: NAME, by: NAMES })),
    robustness: orNull(ROBUSTNESS),
    details: described('Figures of the method.', { type: 'object' }),
    comparison: described('With the methods named in compare; null where none are.', orNull(COMPARISON)),
    method: described(
      'null where only weights were asked for.',
      orNull({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }),
    ),
    warnings: list(object({ code: { type: 'string' }, path: { type: 'string' } })),
    review: described(
      'What a reviewer made of the recommendation; null where nobody was asked.',
      orNull(REVIEW),
    ),
    explanation: { type: 'string' },
    explanation_markdown: { type: 'string' },
  },
};
