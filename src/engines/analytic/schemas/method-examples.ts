import type { JsonObject } from '../../../decisions/domain/json.js';

const CARS: JsonObject = {
  alternatives: ['Compact', 'Estate', 'Van'],
  criteria: [
    { name: 'price', direction: 'cost', weight: 0.4, min: 10000, max: 40000 },
    { name: 'power', direction: 'benefit', weight: 0.25, min: 40, max: 200 },
    { name: 'load', direction: 'benefit', weight: 0.35, min: 200, max: 2000 },
  ],
  scores: [[18000, 90, 350], [25000, 130, 700], [31000, 120, 1400]], // prettier-ignore
};

const THRESHOLDS: JsonObject = {
  ...CARS,
  criteria: [
    {
      name: 'price',
      direction: 'cost',
      weight: 0.4,
      preference: { type: 'linear', q: 1000, p: 5000 },
      thresholds: { q: { rel: 0.05 }, p: { rel: 0.2 }, v: 15000 },
    },
    {
      name: 'power',
      direction: 'benefit',
      weight: 0.25,
      preference: { type: 'vshape', p: 40 },
      thresholds: { q: 10, p: 30, v: null },
    },
    {
      name: 'load',
      direction: 'benefit',
      weight: 0.35,
      preference: { type: 'gaussian', s: 300 },
      thresholds: { q: 50, p: 300 },
    },
  ],
};

const JUDGED: JsonObject = {
  alternatives: ['Compact', 'Estate', 'Van'],
  criteria: ['price', 'load'],
  pairwise: {
    price: [[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]], // prettier-ignore
    load: [[1, 0.33, 0.2], [3, 1, null], [5, null, 1]], // prettier-ignore
  },
  method: { name: 'ahp', mode: 'ideal' },
  weights: { source: 'ahp', judgments: [[1, 3], [null, 1]], priority: 'eigenvector', ri: 'saaty1980' }, // prettier-ignore
};

function alone(weights: JsonObject): JsonObject {
  return { kind: 'weights', criteria: ['price', 'power', 'load'], weights };
}

/** One of each method. */
export const METHOD_EXAMPLES: Readonly<Record<string, JsonObject>> = {
  wpm: { ...CARS, method: { name: 'wpm', normalization: 'max', log: false } },
  waspas: { ...CARS, method: { name: 'waspas', lambda: 0.5 } },
  topsis: { ...CARS, method: { name: 'topsis', normalization: 'vector' }, compare: ['saw', 'vikor', 'wpm'] },
  vikor: { ...CARS, method: { name: 'vikor', v: 0.5 } },
  promethee_i: { ...THRESHOLDS, method: { name: 'promethee_i' } },
  promethee_ii: { ...THRESHOLDS, method: { name: 'promethee_ii' } },
  electre_i: {
    ...CARS,
    method: {
      name: 'electre_i',
      normalization: 'minmax',
      concordance_threshold: 0.65,
      discordance_threshold: 0.35,
      discordance_scale: 'own_range',
      cycles: 'aggregate',
    },
  },
  electre_iii: { ...THRESHOLDS, method: { name: 'electre_iii', distillation: { alpha: 0.3, beta: -0.15 } } },
  spotis: { ...CARS, method: { name: 'spotis', expected_solution_point: [20000, 120, 900] } },
  edas: { ...CARS, method: { name: 'edas' } },
  copras: { ...CARS, method: { name: 'copras' } },
  moora: { ...CARS, method: { name: 'moora', normalization: 'vector' } },
  multimoora: { ...CARS, method: { name: 'multimoora' } },
  aras: { ...CARS, method: { name: 'aras' } },
  ahp: JUDGED,
};

/** One for each source of weights that needs more than its name. */
export const WEIGHT_EXAMPLES: Readonly<Record<string, JsonObject>> = {
  weights_roc: { kind: 'weights', criteria: [{ name: 'price', rank: 1 }, { name: 'load', rank: 2 }], weights: 'roc' }, // prettier-ignore
  weights_ahp: alone({ source: 'ahp', judgments: [[1, 3, 2], [0.33, 1, 0.5], [0.5, 2, 1]] }), // prettier-ignore
  weights_bwm: alone({
    source: 'bwm',
    best: 'price',
    worst: 'power',
    best_to_others: [1, 4, 2],
    others_to_worst: [4, 1, 2],
  }),
  weights_entropy: { ...CARS, weights: { source: 'entropy', variant: 'proportions' } },
  weights_critic: { ...CARS, weights: { source: 'critic', direction: 'aware' } },
  weights_merec: { ...CARS, weights: { source: 'merec' } },
  weights_judges: alone({
    source: 'judges',
    judges: [
      { name: 'Ada', weights: [3, 1, 2] },
      { name: 'Bo', judgments: [[1, 2, 1], [0.5, 1, 0.5], [1, 2, 1]] }, // prettier-ignore
    ],
    aggregate: 'geometric_mean',
  }),
};
