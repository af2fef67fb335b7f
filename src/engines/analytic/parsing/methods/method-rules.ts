import { figureOf } from '../../framing/figures.js';
import { leavesOf } from '../../problem/hierarchy.js';
import type { Draft } from '../../problem/draft.js';
import { LIMITS } from '../../problem/limits.js';
import type { Normalization } from '../../problem/method.js';
import type { Threshold } from '../../problem/criteria.js';
import { thresholdAt } from '../../methods/outranking/thresholds.js';
import type { Faults } from '../reading/faults.js';

/** What a method asks of the criteria and of the alternatives. */
export function checkMethod(draft: Draft, faults: Faults): void {
  const { method, kind } = draft;
  if (!method || kind === 'weights') return;
  const { name } = method;
  if (name === 'saw') checkNormalization(draft, method.normalization, faults);
  if (name === 'spotis') checkBounds(draft, method.expected_solution_point, faults);
  if (name === 'copras') checkCosts(draft, faults);
  if (name === 'electre_iii') checkThresholds(draft, faults);
  if (name === 'electre_i' || name === 'electre_iii' || name === 'promethee_i')
    checkPairs(draft, name, faults);
  if (name === 'ahp' && !draft.pairwise) {
    faults.add('pairwise', 'is missing: ahp compares alternatives by judgments of pairs');
  }
  if (draft.pairwise && name !== 'ahp') {
    faults.add('method.name', 'must be ahp where alternatives are judged in pairs');
  }
}

function checkNormalization({ criteria }: Draft, normalization: Normalization, faults: Faults): void {
  for (const { criterion, path } of leavesOf(criteria) ?? []) {
    const { value, min, max, direction } = criterion;
    if (value !== null) continue;
    if (normalization === 'bounds' && (min === null || max === null)) {
      faults.add(path, 'must declare min and max, which the normalization bounds is made of');
    }
    if (normalization === 'none' && direction === 'cost') {
      faults.add(`${path}.direction`, 'must be benefit where the normalization is none');
    }
  }
}

/** The result names every pair. */
function checkPairs({ alternatives }: Draft, name: string, faults: Faults): void {
  if ((alternatives?.length ?? 0) <= LIMITS.pairedAlternatives) return;
  faults.add('alternatives', `must have at most ${LIMITS.pairedAlternatives} items under ${name}`);
}

function checkBounds(
  { criteria }: Draft,
  ideal: Readonly<Record<string, number>> | null,
  faults: Faults,
): void {
  for (const [index, { criterion, path }] of (leavesOf(criteria) ?? []).entries()) {
    const { name, min, max, value } = criterion;
    if (value) continue;
    if (min === null || max === null) faults.add(path, 'must declare min and max, which spotis is made of');
    else if (ideal && ((ideal[name] ?? min) < min || (ideal[name] ?? max) > max)) {
      faults.add(
        `method.expected_solution_point[${index}]`,
        `must be within the declared bounds ${min} to ${max}`,
      );
    }
  }
}

/** An alternative without any cost would be infinitely good. */
function checkCosts({ criteria, scores }: Draft, faults: Faults): void {
  const costs = (leavesOf(criteria) ?? []).flatMap(({ criterion }, column) =>
    criterion.direction === 'cost' && criterion.weight !== 0 && !criterion.value ? [column] : [],
  );
  const [first] = costs;
  for (const [row, cells] of (scores ?? []).entries()) {
    if (first !== undefined && cells && costs.every((column) => cells[column] === 0)) {
      faults.add(
        `scores[${row}][${first}]`,
        'must be above 0 under copras, which divides by the costs of an alternative',
      );
    }
  }
}

/** Relative thresholds differ between alternatives, so their order depends on the scores. */
function checkThresholds({ criteria, scores }: Draft, faults: Faults): void {
  for (const [column, { criterion, path }] of (leavesOf(criteria) ?? []).entries()) {
    const { thresholds } = criterion;
    if (!thresholds) continue;
    const { q, p, v } = thresholds;
    for (const [row, cells] of (scores ?? []).entries()) {
      const cell = cells?.[column];
      const score = cell === undefined || cell === null ? NaN : figureOf(cell, criterion);
      if (typeof score !== 'number' || Number.isNaN(score)) continue;
      const where = isRelative(q, p, v) ? ` for scores[${row}][${column}]` : '';
      const [low, full, veto] = [
        thresholdAt(q, score),
        thresholdAt(p, score),
        v ? thresholdAt(v, score) : Infinity,
      ];
      if (low < 0) faults.add(`${path}.thresholds.q`, `must not be below 0${where}`);
      else if (full < low) faults.add(`${path}.thresholds.p`, `must not be below q${where}`);
      else if (veto < full) faults.add(`${path}.thresholds.v`, `must not be below p${where}`);
    }
  }
}

function isRelative(...thresholds: (Threshold | null)[]): boolean {
  return thresholds.some((threshold) => threshold !== null && threshold.rel !== 0);
}
