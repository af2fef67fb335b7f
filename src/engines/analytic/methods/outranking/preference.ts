import type { Preference } from '../../problem/criteria.js';

/**
 * The degree of preference in 0..1 for being better by `difference`; 0 for being worse or level.
 *
 * @see Brans, J. P. and Vincke, P. (1985). A preference ranking organisation method. Management Science 31(6), 647-656.
 */
export function preferenceFor(difference: number, preference: Preference): number {
  if (difference <= 0) return 0;
  switch (preference.type) {
    case 'usual':
      return 1;
    case 'ushape':
      return difference <= preference.q ? 0 : 1;
    case 'vshape':
      return Math.min(1, difference / preference.p);
    case 'level':
      if (difference <= preference.q) return 0;
      return difference <= preference.p ? 0.5 : 1;
    case 'linear':
      if (difference <= preference.q) return 0;
      return difference >= preference.p ? 1 : (difference - preference.q) / (preference.p - preference.q);
    case 'gaussian':
      return 1 - Math.exp(-((difference / preference.s) ** 2) / 2);
  }
}
