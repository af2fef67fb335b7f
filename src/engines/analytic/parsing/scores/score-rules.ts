import type { Faults } from '../reading/faults.js';
import {
  chancesOf,
  endsOf,
  figureOf,
  isUnbounded,
  type Known,
  meanOf,
  spanOf,
} from '../../framing/figures.js';
import { leavesOf } from '../../problem/hierarchy.js';
import { demandOfMethod, demandOfWeights, nameOfMethod } from '../../methods/demands.js';
import type { Cell, Distribution, MissingPolicy } from '../../problem/scores.js';
import type { Criterion } from '../../problem/criteria.js';
import type { Draft } from '../../problem/draft.js';
import { piecewise } from '../../scoring/piecewise.js';
import { columnFault, type Demanded, scoreFault } from './demand-rules.js';

/** What criteria, the method, the source of weights and the policy for missing scores ask of the scores. */
export function checkScores(draft: Draft, faults: Faults): void {
  if (draft.pairwise) return;
  for (const [column, leaf] of (leavesOf(draft.criteria) ?? []).entries()) {
    if (faults.isFull) return;
    const rule = { column, ...leaf, missing: draft.missing, demands: demandsOf(draft, leaf.criterion) };
    checkColumn(rule, draft.scores ?? [], faults);
  }
}

interface Column {
  readonly column: number;
  readonly path: string;
  readonly criterion: Criterion;
  readonly missing: MissingPolicy | null;
  readonly demands: readonly Demanded[];
}

/**
 * A criterion with a value function of its own is not normalized, and a criterion without weight takes no part in a
 * product.
 */
function demandsOf({ kind, method, weights }: Draft, { value, weight }: Criterion): Demanded[] {
  const isSparedBySaw = method?.name === 'saw' && value !== null;
  const isSparedByWpm = method?.name === 'wpm' && weights?.source === 'given' && weight === 0;
  const ofMethod =
    method && kind !== 'weights' && !isSparedBySaw && !isSparedByWpm ? demandOfMethod(method) : null;
  const ofWeights = weights ? demandOfWeights(weights) : null;
  return [
    ...(ofMethod && method ? [{ demand: ofMethod, of: nameOfMethod(method) }] : []),
    ...(ofWeights && weights ? [{ demand: ofWeights, of: `${weights.source} weights` }] : []),
  ];
}

function checkColumn(column: Column, scores: NonNullable<Draft['scores']>, faults: Faults): void {
  const known: Known[] = [];
  for (let row = 0; row < scores.length; row++) {
    const cell = scores[row]?.[column.column];
    const fault = cell === undefined ? null : faultOf(cell, column);
    if (fault !== null) faults.add(`scores[${row}][${column.column}]`, fault);
    else if (cell !== undefined && cell !== null) known.push(cell);
  }
  if (known.length === scores.length) checkDemands(known, column, faults);
}

/** What is demanded of all scores of a criterion together, none of which is missing or has a fault of its own. */
function checkDemands(cells: readonly Known[], { demands, criterion, path }: Column, faults: Faults): void {
  if (cells.length === 0 || demands.length === 0) return;
  const figures = cells.map((cell) => meanFigure(cell, criterion));
  for (const demanded of demands) {
    const fault = columnFault(figures, demanded);
    if (fault !== null) faults.add(path, fault);
  }
}

/** The score as the formula uses it. */
function meanFigure(cell: Known, criterion: Criterion): number {
  const figure = figureOf(cell, criterion);
  const mean = typeof figure === 'number' ? figure : meanOf(figure, criterion);
  return criterion.value ? piecewise(criterion.value)(mean) : mean;
}

function faultOf(cell: Cell, column: Column): string | null {
  const { criterion } = column;
  if (cell === null) return missingFault(column);
  if (typeof cell === 'string')
    return levelFault(criterion, cell) ?? numberFault(numberOf(cell, criterion), column);
  if (typeof cell === 'number') return numberFault(cell, column);
  return distributionFault(cell, column);
}

function missingFault({ criterion, missing }: Column): string | null {
  if (missing === 'reject') return 'is missing';
  const needsEnds = missing === 'worst' || missing === 'interval';
  return needsEnds && !endsOf(criterion)
    ? `is missing, and ${missing} needs a criterion with min and max`
    : null;
}

function levelFault({ levels }: Criterion, name: string): string | null {
  if (levels === null) return 'must be a finite number';
  const known = Number.isFinite(numberOf(name, { levels } as Criterion));
  return known ? null : `must be one of ${levels.map((level) => level.name).join(', ')}`;
}

function numberOf(cell: string | number, criterion: Criterion): number {
  const figure = figureOf(cell, criterion);
  return typeof figure === 'number' ? figure : NaN;
}

function numberFault(score: number, column: Column): string | null {
  return boundsFault(score, score, column) ?? demandFault(score, column);
}

function distributionFault(distribution: Distribution, column: Column): string | null {
  const { criterion } = column;
  if ('levels' in distribution) {
    if (criterion.levels === null) return 'must be a number: the criterion has no levels';
    if (chancesOf(distribution, criterion).length < Object.keys(distribution.levels).length) {
      return `must be of the levels ${criterion.levels.map(({ name }) => name).join(', ')}`;
    }
  }
  const mean = meanOf(distribution, criterion);
  if (!Number.isFinite(mean)) return 'must have a finite mean';
  const [strict] = column.demands.filter(({ demand }) => demand === 'positive' || demand === 'ratio');
  if (strict && criterion.direction === 'cost' && strict.of.startsWith('the normalization')) {
    return `must be a number: a cost under ${strict.of}`;
  }
  if (strict && 'normal' in distribution)
    return `must be a distribution of numbers above 0 under ${strict.of}`;
  const span = isUnbounded(distribution) ? ([mean, mean] as const) : spanOf(distribution, criterion);
  return boundsFault(...span, column) ?? demandFault(span[0], column);
}

function boundsFault(from: number, to: number, { criterion }: Column): string | null {
  const { min, max } = criterion;
  const isOutside = min !== null && max !== null && min < max && (from < min || to > max);
  return isOutside ? `must be within the declared bounds ${min} to ${max}` : null;
}

function demandFault(score: number, { criterion, demands }: Column): string | null {
  const { value, direction } = criterion;
  const figure = value ? piecewise(value)(score) : score;
  for (const demanded of demands) {
    const fault = scoreFault(figure, demanded, value ? 'benefit' : direction);
    if (fault !== null) return fault;
  }
  return null;
}
