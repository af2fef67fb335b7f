import type { Analysis } from '../analysis/analysis.js';
import { isBranch, leavesOf, nodesOf } from '../problem/hierarchy.js';
import { compareMethods } from '../methods/comparison.js';
import { consistencyDetails } from '../methods/judged/consistency-details.js';
import type { Outcome } from '../scoring/outcome.js';
import { weightFindings } from '../weighting/weight-findings.js';
import { at, keyed, sum } from '../numbers/numbers.js';
import { explain } from './explanation/explanation.js';
import { toMarkdown } from './markdown.js';
import { doubtsOf, isClearWinner, podiumOf } from './findings/recommendation.js';
import type { RobustnessReport } from '../robustness/robustness-report.js';
import type { NumberTable } from '../numbers/named-numbers.js';
import type {
  AnalyticResult,
  BranchReport,
  Details,
  Findings,
  HeadToHead,
  WeightReport,
} from './findings/result.js';

/** Puts together what the steps have found. */
export function report(analysis: Analysis, robustness: RobustnessReport | null): AnalyticResult {
  const findings = findingsOf(analysis, robustness);
  const sections = explain(findings, analysis);
  return {
    ...findings,
    review: null,
    explanation: Object.values(sections).flat().join(' '),
    explanation_markdown: toMarkdown(sections, findings, analysis),
  };
}

function findingsOf(analysis: Analysis, robustness: RobustnessReport | null): Findings {
  const { problem, framed, ranking, dominated, warnings, outcome } = analysis;
  const podium = ranking.length === 0 ? null : podiumOf(analysis);
  const evidence = { robustness, source: problem.weights.source, isClear: outcome?.isClear ?? null };
  const doubts = podium ? doubtsOf(podium, evidence) : [];
  return {
    kind: problem.kind,
    recommended: podium?.best.alternative ?? null,
    runner_up: podium?.runnerUp?.alternative ?? null,
    clear_winner: podium !== null && isClearWinner(podium, doubts),
    margin: podium?.margin ?? null,
    ranking,
    excluded: framed.excluded,
    contributions: tableOf(analysis, contributionsTo(outcome)),
    head_to_head: headToHead(analysis),
    weights: weightReport(analysis),
    dominated,
    robustness,
    details: detailsOf(analysis),
    comparison: comparisonOf(analysis),
    method: problem.kind === 'weights' ? null : problem.method,
    warnings,
  };
}

function tableOf({ framed: { matrix } }: Analysis, rows: readonly (readonly number[])[]): NumberTable {
  const criteria = matrix.criteria.map(({ name }) => name);
  return rows.length === 0
    ? {}
    : keyed(
        matrix.alternatives,
        rows.map((row) => keyed(criteria, row)),
      );
}

/** Parts of the published scores: positive also for scores of which less is better. */
function contributionsTo(outcome: Outcome | null): readonly (readonly number[])[] {
  const { additive = null, better = 'more' } = outcome ?? {};
  if (!additive || better === 'more') return additive?.contributions ?? [];
  return additive.contributions.map((row) => row.map((part) => (part === 0 ? 0 : -part)));
}

function comparisonOf({
  problem,
  framed: { matrix },
  weights,
  outcome,
}: Analysis): AnalyticResult['comparison'] {
  if (!outcome || problem.compare.length === 0) return null;
  const others = problem.compare.filter(({ name }) => name !== problem.method.name);
  return compareMethods(matrix, { weights, ranks: outcome.ranks, others });
}

function headToHead({ framed: { matrix }, outcome, ranking }: Analysis): HeadToHead[] {
  const [best, runnerUp] = ranking.map(({ alternative }) => matrix.alternatives.indexOf(alternative));
  if (!outcome?.additive || best === undefined || runnerUp === undefined) return [];
  const { contributions } = outcome.additive;
  return matrix.criteria.map(({ name }, column) => ({
    criterion: name,
    difference: at(at(contributions, best), column) - at(at(contributions, runnerUp), column),
    score: at(at(matrix.scores, best), column),
    runner_up_score: at(at(matrix.scores, runnerUp), column),
  }));
}

function weightReport({ problem, framed, weights, weighed }: Analysis): WeightReport {
  const leaves = leavesOf(problem.criteria).map(({ criterion }) => criterion.name);
  const given = nodesOf(problem.criteria).flatMap(([{ name, weight }]) =>
    weight === null ? [] : [[name, weight] as const],
  );
  return {
    given: given.length === 0 ? null : Object.fromEntries(given),
    used: keyed(
      framed.matrix.criteria.map(({ name }) => name),
      weights,
    ),
    source: problem.weights.source,
    ...weightFindings(weighed, leaves, 'ri' in problem.weights ? problem.weights.ri : null),
  };
}

function detailsOf(analysis: Analysis): Details {
  const { outcome } = analysis;
  if (!outcome) return {};
  const { additive, details } = outcome;
  const branches = branchReports(analysis);
  return {
    ...(additive && additive.scales.length > 0 && { scales: additive.scales }),
    ...(additive && { values: tableOf(analysis, additive.values) }),
    ...(branches.length > 0 && { branches }),
    ...details,
    ...consistencyDetails(analysis.problem),
  };
}

function branchReports({ framed: { matrix }, weighed, outcome }: Analysis): BranchReport[] {
  const contributions = contributionsTo(outcome);
  const columnOf = new Map(matrix.criteria.map(({ name }, column) => [name, column]));
  return weighed.nodes.flatMap(({ node, parent, local, overall }) => {
    if (!isBranch(node)) return [];
    const columns = nodesOf(node.criteria).flatMap(([{ name }]) => columnOf.get(name) ?? []);
    const totals = contributions.map((row) => sum(columns.map((column) => at(row, column))));
    return [
      {
        criterion: node.name,
        parent,
        criteria: node.criteria.map(({ name }) => name),
        local_weight: local,
        weight: overall,
        contributions: totals.length === 0 ? {} : keyed(matrix.alternatives, totals),
      },
    ];
  });
}
