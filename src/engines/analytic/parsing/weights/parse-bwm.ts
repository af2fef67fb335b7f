import { readByCriterion } from '../reading/by-criterion.js';
import type { Faults } from '../reading/faults.js';
import { type Fields, readChoice, readNumber } from '../reading/fields.js';
import type { Weighting } from '../../problem/weighting.js';

const COMPARISON = { from: 1, to: 1e6 };
const SAME = 1e-9;

type Bwm = Extract<Weighting, { source: 'bwm' }>;

/** Comparisons with the best and with the worst criterion, both of which are given by name. */
export function readBwm(fields: Fields, names: readonly string[] | null, faults: Faults): Bwm | null {
  if (names === null) return null;
  const [best, worst] = ['best', 'worst'].map((field) => {
    if (fields.has(field)) return readChoice(fields.get(field), `weights.${field}`, names, faults);
    faults.add(`weights.${field}`, 'is missing');
    return null;
  });
  const read = (item: unknown, path: string) => readNumber(item, path, COMPARISON, faults);
  const [bestToOthers, othersToWorst] = ['best_to_others', 'others_to_worst'].map((field) =>
    readByCriterion(fields.get(field), `weights.${field}`, { names, read }, faults),
  );
  if (!best || !worst || !bestToOthers || !othersToWorst) return null;
  const bwm: Bwm = {
    source: 'bwm',
    best,
    worst,
    best_to_others: bestToOthers,
    others_to_worst: othersToWorst,
  };
  return isSound(bwm, names, faults) ? bwm : null;
}

function isSound({ best, worst, ...comparisons }: Bwm, names: readonly string[], faults: Faults): boolean {
  const [bestAt, worstAt] = [names.indexOf(best), names.indexOf(worst)];
  const of = (list: 'best_to_others' | 'others_to_worst', index: number) => comparisons[list][index] ?? NaN;
  if (best === worst && names.length > 1) {
    faults.add('weights.worst', 'must be another criterion than best');
    return false;
  }
  if (Math.abs(of('best_to_others', bestAt) - 1) > SAME) {
    faults.add(`weights.best_to_others[${bestAt}]`, 'must be 1: the best compared with itself');
    return false;
  }
  if (Math.abs(of('others_to_worst', worstAt) - 1) > SAME) {
    faults.add(`weights.others_to_worst[${worstAt}]`, 'must be 1: the worst compared with itself');
    return false;
  }
  if (Math.abs(of('best_to_others', worstAt) - of('others_to_worst', bestAt)) > SAME) {
    faults.add(
      `weights.others_to_worst[${bestAt}]`,
      `must be what weights.best_to_others[${worstAt}] is: both compare the best with the worst`,
    );
    return false;
  }
  return true;
}
