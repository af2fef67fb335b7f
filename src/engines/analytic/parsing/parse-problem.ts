import { InvalidProblem } from '../../../decisions/domain/ports/decision-engine.js';
import { Faults } from './faults.js';
import { type Fields, readChoice, readFields, readList } from './fields.js';
import { leavesOf } from '../hierarchy.js';
import { readName } from './names.js';
import { readCell } from './parse-cell.js';
import { readBranch } from './parse-criterion.js';
import { withDirections } from './loose-criteria.js';
import { readCompared, readMethod } from './methods/parse-method.js';
import type { SharedOptions } from './methods/method-options.js';
import { readHuman } from './human/parse-human.js';
import { readPairwise } from './parse-pairwise.js';
import { readRobustness, sampledByDefault } from './parse-robustness.js';
import { readWeighting } from './weights/parse-weighting.js';
import { checkRules } from './problem-rules.js';
import { type AnalyticProblem, type Cell, type Draft, KINDS, LIMITS, MISSING_POLICIES } from '../problem.js';

const PROPERTIES = [
  'kind',
  'alternatives',
  'criteria',
  'scores',
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
  const least = isWeights ? 0 : 1;
  const alternatives =
    isWeights && !fields.has('alternatives') ? [] : readAlternatives(fields, least, faults);
  const given = fields.get('criteria');
  const criteria = readBranch(
    isWeights || hasJudgments ? withDirections(given) : given,
    'criteria',
    0,
    faults,
  );
  const size = { rows: alternatives?.length, columns: leavesOf(criteria)?.length };
  const scores = hasScores(fields, { isWeights, hasJudgments }, faults)
    ? readScores(fields.get('scores'), size, faults)
    : [];
  const context = { criteria, hasJudgments, shared: sharedOptions(fields.get('weights')) };
  const method = readMethod(fields.get('method'), 'method', context, faults);
  const weights = readWeighting(fields.get('weights'), { criteria, method }, faults);
  return {
    kind,
    alternatives,
    criteria,
    scores,
    pairwise: readPairwise(fields.get('pairwise'), { criteria, alternatives }, faults),
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

/** Judgments replace scores. Weights alone need scores only if they are computed from them. */
function hasScores(fields: Fields, { isWeights, hasJudgments }: Kind, faults: Faults): boolean {
  const scores = fields.get('scores');
  if (!hasJudgments) return !isWeights || fields.has('scores');
  if (fields.has('scores') && !(Array.isArray(scores) && scores.length === 0)) {
    faults.add('scores', 'must be left out: alternatives are judged in pairs');
  }
  return false;
}

interface Kind {
  /** Only weights are wanted. */
  readonly isWeights: boolean;
  /** Alternatives are judged in pairs. */
  readonly hasJudgments: boolean;
}

/** An alternative is its name, or an object that has one. */
function readAlternatives(parent: Fields, least: number, faults: Faults): Draft['alternatives'] {
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

/** Where the alternatives or criteria are unreadable, any number of rows or columns up to the limit is accepted. */
function readScores(
  value: unknown,
  size: { readonly rows: number | undefined; readonly columns: number | undefined },
  faults: Faults,
): Draft['scores'] {
  const cell = (item: unknown, path: string) => ({ cell: readCell(item, path, faults) });
  const columns = { from: size.columns ?? 0, to: size.columns ?? LIMITS.criteria, read: cell };
  const row = (item: unknown, path: string): (Cell | undefined)[] | null =>
    readList(item, path, columns, faults)?.map((read) => read?.cell) ?? null;
  const rows = { from: size.rows ?? 0, to: size.rows ?? LIMITS.alternatives, read: row };
  return readList(value, 'scores', rows, faults);
}

/** A draft without faults has no gaps. */
function complete(draft: Draft): AnalyticProblem {
  return draft as AnalyticProblem;
}
