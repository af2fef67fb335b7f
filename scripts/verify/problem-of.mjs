/**
 * The problems a case poses, as they are sent. One of `test/fixtures/decision-requests.json` has its problem as it is.
 * One of `test/fixtures/decision-cases.json` poses several where it lists several sets of weights; what its parameters
 * say in prose is said here in the members of a problem.
 *
 * @returns {Record<string, unknown>[]}
 */
export function problemsOf(example) {
  if (example.problem) return [example.problem];
  if (example.weightSets) return example.weightSets.map((weights) => ranking(example, weights));
  return (PROBLEMS[example.method] ?? oneRanking)(example);
}

const PROBLEMS = {
  AHP: ahp,
  BWM: bwm,
  RANK_WEIGHTS: ({ params }) =>
    ['roc', 'rank_sum', 'rank_reciprocal'].map((source) => ({
      kind: 'weights',
      criteria: params.ranks.map((rank) => ({ name: `C${rank}`, rank })),
      weights: { source },
    })),
  ENTROPY: (example) => dataWeights(example, { source: 'entropy' }),
  CRITIC: (example) => dataWeights(example, { source: 'critic' }),
  MEREC: (example) => dataWeights(example, { source: 'merec' }),
  SMAA_2: smaa,
};

function oneRanking(example) {
  return [ranking(example)];
}

function ranking(example, weights) {
  return {
    alternatives: example.alternatives,
    criteria: example.criteria.map((criterion, index) => ({
      ...criterion,
      weight: weights?.[index] ?? criterion.weight,
      ...criterionMembers(example, index),
    })),
    scores: example.matrix,
    method: methodOf(example),
    weights: { source: 'given', ...(isUsedAsGiven(example) && { scale: 'as_given' }) },
    robustness: { samples: 0 },
  };
}

function isUsedAsGiven({ params }) {
  return params.weights?.startsWith('used as given') === true;
}

const NAMES = { SAW_WEIGHT_SENSITIVITY: 'saw', SMAA_2: 'saw' };

function methodOf({ method, params }) {
  const name = NAMES[method] ?? method.toLowerCase();
  switch (name) {
    case 'saw':
      return { name, normalization: params.normalization ?? 'none' };
    case 'wpm':
      return { name, normalization: params.normalization, log: params.output?.startsWith('log10') === true };
    case 'waspas':
      return { name, lambda: params.lambda };
    case 'vikor':
      return { name, v: params.v };
    case 'topsis':
      return { name, normalization: params.normalization };
    case 'spotis':
      return { name, expected_solution_point: params.expectedSolutionPoint ?? null };
    case 'electre_i':
      return {
        name,
        normalization: params.normalization.split(' ')[0],
        concordance_threshold: params.concordanceThreshold,
        discordance_threshold: params.discordanceThreshold,
        discordance_scale: 'largest_range',
      };
    case 'electre_iii':
      return { name, ...(params.distillation && { distillation: discrimination(params.distillation) }) };
    default:
      return { name };
  }
}

function discrimination({ alpha, beta }) {
  return { alpha, beta };
}

function criterionMembers({ method, params }, index) {
  const [min, max] = params.bounds?.[index] ?? [];
  return {
    ...(params.bounds && { min, max }),
    ...(params.preferenceFunctions && { preference: params.preferenceFunctions[index] }),
    ...(method === 'ELECTRE_III' && { thresholds: thresholds(params, index) }),
  };
}

function thresholds({ q, p, v }, index) {
  return { q: q[index], p: p[index], v: v?.[index] ?? null };
}

function ahp({ items, alternatives, pairwise, alternativePairwise, params }) {
  const weights = {
    source: 'ahp',
    judgments: pairwise,
    priority: params.priority,
    ri: (params.ri ?? 'saaty1980').replace('-', '_'),
  };
  if (!alternativePairwise) return [{ kind: 'weights', criteria: items, weights }];
  return [
    {
      alternatives,
      criteria: items.map((name) => ({ name })),
      pairwise: Object.fromEntries(items.map((name, index) => [name, alternativePairwise[index]])),
      method: { name: 'ahp', mode: params.mode },
      weights,
      robustness: { samples: 0 },
    },
  ];
}

function bwm({ items, params }) {
  const weights = {
    source: 'bwm',
    best: items[params.best],
    worst: items[params.worst],
    best_to_others: params.bestToOthers,
    others_to_worst: params.othersToWorst,
  };
  return [{ kind: 'weights', criteria: items, weights }];
}

function dataWeights({ alternatives, criteria, matrix }, weights) {
  const named = criteria.map(({ name, direction }) => ({ name, direction }));
  return [{ alternatives, criteria: named, scores: matrix, weights, robustness: { samples: 0 } }];
}

function smaa(example) {
  const isUncertain = example.matrix.flat().some((cell) => typeof cell === 'object');
  return [
    {
      alternatives: example.alternatives,
      criteria: example.criteria.map(({ name, direction }) => ({ name, direction })),
      scores: example.matrix.map((row) => row.map(cellOf)),
      method: { name: 'saw', normalization: isUncertain ? 'minmax' : 'none' },
      robustness: { samples: isUncertain ? 10_000 : SAMPLES, seed: 42, weights: 'uniform' },
    },
  ];
}

/** Of a simulation that is compared with exact shares. */
export const SAMPLES = 100_000;

function cellOf(cell) {
  if (typeof cell === 'number') return cell;
  const { type, mu, sigma } = cell;
  if (sigma === 0) return type === 'lognormal' ? Math.exp(mu) : mu;
  return { [type]: [mu, sigma] };
}
