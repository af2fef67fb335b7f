import type { Faults } from '../reading/faults.js';
import { type NumberRule, readChoice, readFields, readNumber } from '../reading/fields.js';
import { type Preference, PREFERENCE_TYPES } from '../../problem/criteria.js';
import { LIMITS } from '../../problem/limits.js';

const THRESHOLD: NumberRule = { from: 0, to: LIMITS.magnitude };
type Parameter = 'q' | 'p' | 's';

/** A preference function with the thresholds of its type, and no others. */
export function readPreference(value: unknown, path: string, faults: Faults): Preference | null {
  const fields = readFields(value, path, ['type', 'q', 'p', 's'], faults);
  const type = fields && readChoice(fields.get('type') ?? 'usual', `${path}.type`, PREFERENCE_TYPES, faults);
  if (!fields || !type) return null;
  const used: readonly Parameter[] = PARAMETERS[type];
  for (const name of ['q', 'p', 's'] as const) {
    if (fields.has(name) && !used.includes(name))
      faults.add(`${path}.${name}`, `is unknown to the type ${type}`);
  }
  const read = (name: Parameter) =>
    name === 'q' && !fields.has('q') ? 0 : readNumber(fields.get(name), `${path}.${name}`, THRESHOLD, faults);
  const [q, p, s] = (['q', 'p', 's'] as const).map((name) => (used.includes(name) ? read(name) : 0));
  if (q == null || p == null || s == null) return null;
  return checked(type, { q, p, s }, path, faults);
}

const PARAMETERS: Readonly<Record<Preference['type'], readonly Parameter[]>> = {
  usual: [],
  ushape: ['q'],
  vshape: ['p'],
  level: ['q', 'p'],
  linear: ['q', 'p'],
  gaussian: ['s'],
};

function checked(
  type: Preference['type'],
  { q, p, s }: Readonly<Record<Parameter, number>>,
  path: string,
  faults: Faults,
): Preference | null {
  const positive = (name: string, number: number) => {
    if (number <= 0) faults.add(`${path}.${name}`, 'must be above 0');
    return number > 0;
  };
  switch (type) {
    case 'usual':
      return { type };
    case 'ushape':
      return { type, q };
    case 'vshape':
      return positive('p', p) ? { type, p } : null;
    case 'level':
    case 'linear':
      if (q < p) return { type, q, p };
      faults.add(`${path}.p`, 'must be above q');
      return null;
    case 'gaussian':
      return positive('s', s) ? { type, s } : null;
  }
}
