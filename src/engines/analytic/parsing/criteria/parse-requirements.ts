import type { Faults } from '../reading/faults.js';
import { ANY_NUMBER, type Fields, readFields, readNumber } from '../reading/fields.js';
import { appearance } from '../../problem/appearance.js';
import type { Level, Requirements } from '../../problem/criteria.js';

const LIMITS_OF_A_REQUIREMENT = ['at_least', 'at_most'] as const;
const LIMITS_AND_BOTH = ['requirements', ...LIMITS_OF_A_REQUIREMENT] as const;

interface Place {
  readonly path: string;
  readonly levels: readonly Level[] | null;
}

/** `requirements: { at_least, at_most }`, or both directly on the criterion; a limit may be the name of a level. */
export function readRequirements(fields: Fields, place: Place, faults: Faults): Requirements | null {
  if (!LIMITS_AND_BOTH.some((name) => fields.has(name))) return null;
  const path = `${place.path}.requirements`;
  const nested = fields.has('requirements')
    ? readFields(fields.get('requirements'), path, LIMITS_OF_A_REQUIREMENT, faults)
    : null;
  const read = (name: (typeof LIMITS_OF_A_REQUIREMENT)[number]): number | null => {
    const limit = {
      ...place,
      path: nested?.has(name) === true ? `${path}.${name}` : `${place.path}.${name}`,
    };
    return readLimit(nested?.get(name) ?? fields.get(name), limit, faults);
  };
  const [least, most] = [read('at_least'), read('at_most')];
  if (least === null && most === null) return null;
  if (least !== null && most !== null && least > most) {
    faults.add(nested ? `${path}.at_least` : `${place.path}.at_least`, 'must not be above at_most');
  }
  return { at_least: least, at_most: most };
}

function readLimit(value: unknown, { path, levels }: Place, faults: Faults): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || levels === null) return readNumber(value, path, ANY_NUMBER, faults);
  const level = levels.find(({ name }) => appearance(name) === appearance(value));
  if (!level) faults.add(path, `must be one of ${levels.map(({ name }) => name).join(', ')}`);
  return level?.value ?? null;
}
