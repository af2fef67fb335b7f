import { SAMPLES } from './problem-of.mjs';

/**
 * By how much each expected figure of a case is missed, in parts of what is tolerated: 1 and less is as published.
 *
 * @param {object} example
 * @param {(Record<string, any> | { faults: { path: string }[] })[]} results one for each problem of the case
 * @returns {{ figure: string, deviation: number, tolerated: number }[]}
 */
export function deviationsOf(example, results) {
  const { expected } = example;
  if (expected.rankings) {
    return expected.rankings.map((ranking, index) =>
      exact(`ranking by weights ${index}`, ranking, ranksOf(example, results[index])),
    );
  }
  if (example.method === 'RANK_WEIGHTS' && !example.problem) {
    return ['roc', 'rankSum', 'rankReciprocal'].map((name, index) =>
      close(name, expected[name], Object.values(results[index].weights?.used ?? {}), example.tolerance),
    );
  }
  const alternatives = example.alternatives ?? example.problem?.alternatives ?? [];
  return Object.entries(expected).flatMap(([figure, value]) => {
    const read = READERS[figure];
    if (!read) throw new RangeError(`${example.id}: nothing reads ${figure}`);
    return read({ ...example, alternatives }, results[0], value);
  });
}

/** What is expected of a case, by the names the file gives it, and where a result has it. */
const READERS = {
  scores: (example, result, expected) =>
    close('scores', expected, entriesOf(example, result, 'score'), example.tolerance),
  scoresLog10: (example, result, expected) =>
    close('scores', expected, entriesOf(example, result, 'score'), example.tolerance),
  ranking: (example, result, expected) => exact('ranking', expected, ranksOf(example, result)),
  best: ({ alternatives }, { recommended }, expected) => exact('best', alternatives[expected], recommended),
  margin: ({ tolerance }, { margin }, expected) => close('margin', expected, margin?.absolute, tolerance),
  bestStable: ({ tolerance }, { robustness }, expected) =>
    close(
      'weight intervals',
      expected,
      robustness?.weight_intervals.map(({ from, to }) => [from, to]),
      tolerance,
    ),
  weights: ({ tolerance }, { weights }, expected) =>
    close('weights', expected, Object.values(weights?.used ?? {}), tolerance),
  information: ({ tolerance }, { weights }, expected) =>
    close('information', expected, Object.values(weights?.information ?? {}), tolerance),
  lambdaMax: ofWeights('lambda_max'),
  ci: ofWeights('consistency_index'),
  cr: ofWeights('consistency_ratio'),
  xi: ofWeights('xi'),
  S: byAlternative('S'),
  R: byAlternative('R'),
  Q: byAlternative('Q'),
  sPlus: byAlternative('s_plus'),
  sMinus: byAlternative('s_minus'),
  dPlus: byAlternative('d_plus'),
  dMinus: byAlternative('d_minus'),
  phiPlus: byAlternative('phi_plus'),
  phiMinus: byAlternative('phi_minus'),
  phi: byAlternative('phi'),
  netFlow: byAlternative('phi'),
  ratio: byAlternative('ratio'),
  referencePoint: byAlternative('reference_point'),
  qualification: byAlternative('qualification'),
  utility: byAlternative('utility'),
  rankRatio: byAlternative('rank_ratio'),
  rankReferencePoint: byAlternative('rank_reference_point'),
  rankMultiplicative: byAlternative('rank_multiplicative'),
  C1: ofDetails('C1'),
  C2: ofDetails('C2'),
  compromiseSet: named('compromise_set'),
  compromise: named('compromise_set'),
  kernel: named('kernel'),
  concordance: matrix('concordance'),
  concordanceFull: matrix('concordance'),
  discordance: matrix('discordance'),
  dominance: matrix('dominance'),
  credibilitySum: ({ tolerance }, { details }, expected) =>
    close('credibility', expected, sum(details?.credibility?.flat() ?? []), tolerance),
  concordancePairs: pairs('concordance'),
  credibilityPairs: pairs('credibility'),
  incomparable: ({ alternatives }, { details }, expected) =>
    expected.map(([a, b]) =>
      exact(
        'incomparable',
        true,
        details?.incomparable.some(([one, other]) => one === alternatives[a] && other === alternatives[b]),
      ),
    ),
  ascending: ({ alternatives }, { details }, expected) =>
    exact(
      'ascending',
      expected.map((level) => level.map((index) => alternatives[index])),
      details?.ascending,
    ),
  descendingTop: ({ alternatives }, { details }, expected) =>
    exact(
      'descending',
      expected.map((index) => alternatives[index]),
      details?.descending[0],
    ),
  rankAcceptability: (example, { robustness }, expected) =>
    shares('rank acceptability', example, expected, (name) => robustness?.smaa?.rank_acceptability[name]),
  centralWeights: (example, { robustness }, expected) =>
    shares('central weights', example, expected, (name) =>
      Object.values(robustness?.smaa?.central_weights[name] ?? {}),
    ),
  confidenceFactors: ({ alternatives, tolerance }, { robustness }, expected) =>
    close(
      'confidence',
      expected,
      alternatives.map((name) => robustness?.smaa?.confidence[name]),
      tolerance,
    ),
  result: ({ tolerance }, result, expected) => members(expected, result, tolerance),
  error: (_, { faults }, expected) =>
    exact('fault', true, faults?.some(({ path }) => path === expected) === true),
};

function ofWeights(member) {
  return ({ tolerance }, { weights }, expected) => close(member, expected, weights?.[member], tolerance);
}

function ofDetails(member) {
  return (_, { details }, expected) => exact(member, expected, details?.[member]);
}

function byAlternative(member) {
  return ({ alternatives, tolerance }, { details }, expected) =>
    close(
      member,
      expected,
      alternatives.map((name) => details?.[member]?.[name]),
      tolerance,
    );
}

function named(member) {
  return ({ alternatives }, { details }, expected) =>
    exact(
      member,
      expected.map((index) => alternatives[index]),
      details?.[member],
    );
}

function matrix(member) {
  return ({ tolerance }, { details }, expected) => close(member, expected, details?.[member], tolerance);
}

function pairs(member) {
  return ({ alternatives, tolerance }, { details }, expected) =>
    Object.entries(expected).map(([pair, value]) => {
      const [a, b] = pair.split(',').map((name) => alternatives.indexOf(name));
      return close(`${member} ${pair}`, value, details?.[member]?.[a]?.[b], tolerance);
    });
}

/** Members of the result as they are nested there, numbers within the tolerance; members of a list by their index. */
function members(expected, actual, tolerance, path = 'result') {
  if (typeof expected === 'number') return [close(path, expected, actual, tolerance)];
  if (typeof expected !== 'object' || expected === null) return [exact(path, expected, actual)];
  return Object.entries(expected).flatMap(([name, value]) =>
    members(value, actual?.[name], tolerance, `${path}.${name}`),
  );
}

/** Where the shares are exact, three standard errors of the simulation are tolerated. */
function shares(figure, example, expected, read) {
  const isExact = example.tolerance < 1e-3;
  return expected.flatMap((row, index) =>
    row.map((share, place) => {
      const measured = read(example.alternatives[index])?.[place];
      const first = example.expected.rankAcceptability[index][0];
      const error =
        figure === 'central weights'
          ? 0.5 / Math.sqrt(SAMPLES * first)
          : Math.sqrt((share * (1 - share)) / SAMPLES);
      return close(figure, share, measured, isExact ? 3 * error : example.tolerance);
    }),
  );
}

function ranksOf(example, result) {
  return entriesOf(example, result, 'rank');
}

function entriesOf({ alternatives }, { ranking }, member) {
  return alternatives.map((name) => ranking?.find(({ alternative }) => alternative === name)?.[member]);
}

/** What a sum of binary fractions may be off where a case tolerates nothing. */
const ROUNDING = 1e-12;

function close(figure, expected, actual, tolerance) {
  return { figure, deviation: distance(expected, actual), tolerated: tolerance + ROUNDING };
}

function exact(figure, expected, actual) {
  const isSame = JSON.stringify(expected) === JSON.stringify(actual);
  return { figure, deviation: isSame ? 0 : Infinity, tolerated: 0 };
}

/** The largest difference of numbers in any nesting; infinite where the shapes differ. `null` is not compared. */
function distance(expected, actual) {
  if (expected === null) return 0;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return Infinity;
    return Math.max(0, ...expected.map((item, index) => distance(item, actual[index])));
  }
  const difference = Math.abs(Number(actual ?? NaN) - Number(expected));
  return Number.isNaN(difference) ? Infinity : difference;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
