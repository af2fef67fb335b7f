import type { JsonObject } from '../../../decisions/domain/json.js';
import { METHOD_EXAMPLES, WEIGHT_EXAMPLES } from './method-examples.js';

const SUPPLIERS: JsonObject = {
  alternatives: ['Alpha', 'Beta', 'Gamma'],
  criteria: [
    { name: 'price', direction: 'cost', weight: 0.5 },
    { name: 'quality', direction: 'benefit', weight: 0.3 },
    { name: 'delivery', direction: 'benefit', weight: 0.2 },
  ],
  scores: [[10, 7, 3], [12, 9, 4], [8, 5, 5]], // prettier-ignore
  method: { name: 'saw', normalization: 'minmax' },
  weights: { source: 'given' },
  robustness: { samples: 10000, seed: 42 },
};

const LEVELS_AND_REQUIREMENTS: JsonObject = {
  alternatives: ['Berlin', 'Lyon', 'Porto'],
  criteria: [
    { name: 'rent', direction: 'cost', weight: 3, min: 500, max: 2000, requirements: { at_most: 1800 } },
    {
      name: 'light',
      direction: 'benefit',
      weight: 2,
      levels: ['poor', 'fair', 'good'],
      requirements: { at_least: 'fair' },
    },
    { name: 'minutes to work', direction: 'cost', weight: 2, value: [[10, 1], [30, 0.6], [60, 0]] }, // prettier-ignore
  ],
  scores: [[1900, 'good', 20], [1200, 'fair', 35], [800, 'good', 50]], // prettier-ignore
};

const HIERARCHY: JsonObject = {
  alternatives: ['Repair', 'Replace'],
  criteria: [
    {
      name: 'cost',
      weight: 0.6,
      criteria: [
        { name: 'outlay', direction: 'cost', weight: 2, min: 0, max: 100 },
        { name: 'upkeep', direction: 'cost', weight: 1, min: 0, max: 20 },
      ],
    },
    { name: 'lifetime', direction: 'benefit', weight: 0.4, min: 0, max: 15 },
  ],
  scores: [[20, 12, 4], [75, 4, 12]], // prettier-ignore
};

const UNCERTAIN: JsonObject = {
  alternatives: ['In-house', 'Vendor'],
  criteria: [
    { name: 'cost', direction: 'cost', weight: 0.5, min: 0, max: 200 },
    { name: 'months', direction: 'cost', weight: 0.3, min: 0, max: 24 },
    { name: 'fit', direction: 'benefit', weight: 0.2, levels: ['low', 'medium', 'high'] },
  ],
  scores: [
    [{ triangular: [60, 90, 150] }, { interval: [6, 14] }, 'high'],
    [{ normal: [110, 10] }, null, { levels: { low: 0.2, medium: 0.5, high: 0.3 } }],
  ],
  missing: 'interval',
  robustness: { samples: 10000, seed: 7, weights: 'around_given', concentration: 50 },
};

const SEVERAL_JUDGES: JsonObject = {
  alternatives: ['Alpha', 'Beta', 'Gamma'],
  criteria: [
    { name: 'quality', direction: 'benefit', min: 0, max: 10 },
    { name: 'service', direction: 'benefit', levels: ['poor', 'fair', 'good'] },
  ],
  judges: [
    { name: 'Ada', scores: [[7, 'good'], [9, 'fair'], [5, 'poor']], weights: [3, 1] }, // prettier-ignore
    { name: 'Bo', scores: [[8, 'good'], [6, 'fair'], [6, 'good']], weights: [1, 1] }, // prettier-ignore
    { name: 'Cem', scores: [[4, 'fair'], [8, null], [7, 'fair']], weights: [2, 1] }, // prettier-ignore
  ],
  aggregate: 'mean',
};

const REVIEWED: JsonObject = {
  ...SUPPLIERS,
  human: {
    review: { when: { clear_winner: false } },
    deadline_s: 86_400,
    on_expiry: 'reject',
    four_eyes: true,
  },
};

/** Problems by what they show; each is accepted as it is. */
export const PROBLEM_EXAMPLES: Readonly<Record<string, JsonObject>> = {
  suppliers: SUPPLIERS,
  levels_and_requirements: LEVELS_AND_REQUIREMENTS,
  hierarchy: HIERARCHY,
  uncertain_and_missing: UNCERTAIN,
  several_judges: SEVERAL_JUDGES,
  reviewed: REVIEWED,
  ...METHOD_EXAMPLES,
  ...WEIGHT_EXAMPLES,
};
