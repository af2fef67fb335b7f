import { InvalidProblem } from '../../../decisions/domain/ports/decision-engine.js';
import { Faults } from './reading/faults.js';
import { type Fields, readChoice, readFields, readList } from './reading/fields.js';
import { leavesOf } from '../problem/hierarchy.js';
import { readName } from './reading/names.js';
import { readBranch } from './criteria/parse-criterion.js';
import { withDirections } from './criteria/loose-criteria.js';
import { readCompared, readMethod } from './methods/parse-method.js';
import type { SharedOptions } from './methods/method-options.js';
import { readHuman } from './human/parse-human.js';
import { readPairwise } from './parse-pairwise.js';
import { readScoring } from './parse-scores.js';
import { readRobustness, sampledByDefault } from './parse-robustness.js';
import { readWeighting } from './weights/parse-weighting.js';
import { checkRules } from './problem-rules.js';
import { type AnalyticProblem, KINDS } from '../problem/problem.js';
import type { Draft } from '../problem/draft.js';
import { LIMITS } from '../problem/limits.js';
import { MISSING_POLICIES } from '../problem/scores.js';

const PROPERTIES = [
  'kind',
  'alternatives',
  'criteria',
  'scores',
  'judges',
  'aggregate',
  'pairwise',
  'missing',
  'method',
  'compare',
  'weights',
  'robustness',
  'human',
];

/**
 * Checks a problem and fills in its defaults. Only `alternatives`, `criteria` and `scores` are required; a
 * property that is `null` counts as absent, and the parsed problem parses to itself.
 *
 * Whatever passes can be computed: every later number is finite.
 *
 * @throws InvalidProblem with every fault, up to a limit
 */
export function parseProblem(problem: unknown): AnalyticProblem {
  const faults = new Faults();
  const draft = readDraft(problem, faults);
  if (draft) checkRules(draft, faults);
  if (!draft || !faults.isEmpty) throw new InvalidProblem(faults.list());
  return complete(draft);
}

function readDraft(problem: unknown, faults: Faults): Draft | null {
  const fields = readFields(problem, '', PROPERTIES, faults);
  if (!fields) return null;
  const kind = readChoice(fields.get('kind') ?? 'ranking', 'kind', KINDS, faults);
  const [isWeights, hasJudgments] = [kind === 'weights', fields.has('pairwise')];
  const alternatives = readAlternatives(fields, isWeights ? 0 : 1, faults);
  const given = fields.get('criteria');
  const directed = isWeights || hasJudgments ? withDirections(given) : given;
  const criteria = readBranch(directed, 'criteria', 0, faults);
  const leaves = leavesOf(criteria);
  const size = { rows: alternatives?.length, columns: leaves?.length };
  const scoring = readScoring(fields, { criteria, size, isWeights, hasJudgments }, faults);
  const weighting = scoring.weights ?? fields.get('weights');
  const context = { leaves, hasJudgments, shared: sharedOptions(weighting) };
  const method = readMethod(fields.get('method'), 'method', context, faults);
  const weights = readWeighting(weighting, { criteria, method }, faults);
  return {
    kind,
    alternatives,
    criteria,
    scores: scoring.scores,
    judges: scoring.judges,
    aggregate: scoring.aggregate,
    pairwise: readPairwise(fields.get('pairwise'), { leaves, alternatives }, faults),
    missing: readChoice(fields.get('missing') ?? 'reject', 'missing', MISSING_POLICIES, faults),
    method,
    compare: readCompared(fields.get('compare'), context, faults),
    weights,
    robustness: readRobustness(fields.get('robustness'), sampledByDefault(weights), faults),
    human: readHuman(fields.get('human'), kind, faults),
  };
}

/** The judgments of the alternatives take the options of those of the criteria, unless they have their own. */
function sharedOptions(weights: unknown): SharedOptions {
  return typeof weights === 'object' && weights !== null ? weights : {};
}

/** An alternative is its name, or an object that has one. */
function readAlternatives(parent: Fields, least: 0 | 1, faults: Faults): Draft['alternatives'] {
  if (least === 0 && !parent.has('alternatives')) return [];
  const read = (item: unknown, path: string): string | null => {
    if (typeof item !== 'object' || item === null) return readName(item, path, faults);
    const fields = readFields(item, path, ['name'], faults);
    return fields && readName(fields.get('name'), `${path}.name`, faults);
  };
  return readList(
    parent.get('alternatives'),
    'alternatives',
    { from: least, to: LIMITS.alternatives, read },
    faults,
  );
}

/** A draft without faults has no gaps. */
function complete(draft: Draft): AnalyticProblem {
  return draft as AnalyticProblem;
}
