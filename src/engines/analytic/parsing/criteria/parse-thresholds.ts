import type { Faults } from '../reading/faults.js';
import { type NumberRule, readFields, readNumber } from '../reading/fields.js';
import type { Threshold, Thresholds } from '../../problem/criteria.js';
import { LIMITS } from '../../problem/limits.js';

const ABSOLUTE: NumberRule = { from: 0, to: LIMITS.magnitude };
/** The limit for a part of a score; beyond it, results could leave the range that numbers are kept in. */
const RELATIVE: NumberRule = { from: 0, to: 1e6 };
const NOTHING: Threshold = { abs: 0, rel: 0 };

/**
 * Each threshold is a number, an object with `abs` and `rel`, or absent; the default is 0 for `q`, `q` for `p`, and no
 * veto for `v`.
 */
export function readThresholds(value: unknown, path: string, faults: Faults): Thresholds | null {
  const fields = readFields(value, path, ['q', 'p', 'v'], faults);
  if (!fields) return null;
  const read = <T>(name: string, otherwise: T): Threshold | T | null =>
    fields.has(name) ? readThreshold(fields.get(name), `${path}.${name}`, faults) : otherwise;
  const q = read('q', NOTHING);
  const p = read('p', q);
  const v = read('v', null);
  if (!q || !p || (fields.has('v') && !v)) return null;
  return { q, p, v };
}

function readThreshold(value: unknown, path: string, faults: Faults): Threshold | null {
  if (typeof value !== 'object') {
    const abs = readNumber(value, path, ABSOLUTE, faults);
    return abs === null ? null : { abs, rel: 0 };
  }
  const fields = readFields(value, path, ['abs', 'rel'], faults);
  if (!fields) return null;
  const abs = readNumber(fields.get('abs') ?? 0, `${path}.abs`, ABSOLUTE, faults);
  const rel = readNumber(fields.get('rel') ?? 0, `${path}.rel`, RELATIVE, faults);
  return abs === null || rel === null ? null : { abs, rel };
}
