import { type Fields, type NumberRule, readChoice, readFields, readNumber } from '../reading/fields.js';
import type { Faults } from '../reading/faults.js';
import {
  type Method,
  type MethodName,
  NORMALIZATIONS,
  ELECTRE_NORMALIZATIONS,
} from '../../problem/method.js';
import { RANDOM_INDEX_TABLES, PRIORITY_METHODS } from '../../problem/judgments.js';
import { readPoint } from './read-point.js';

/** The members of a method next to its name. */
export interface Options {
  readonly fields: Fields;
  readonly path: string;
  readonly faults: Faults;
  /** Of the criteria with scores; `null` where they cannot be read. */
  readonly names: readonly string[] | null;
  /** Every criterion has declared bounds or a value function. */
  readonly hasAllScales: boolean;
  readonly shared: SharedOptions;
}

/** Options of pairwise judgments, unchecked: faults in them are reported where the options stand. */
export type SharedOptions = Readonly<{ priority?: unknown; ri?: unknown }>;

/** Which options a method has, and how they are read; `null` where one is at fault. */
export interface OptionReader {
  readonly members: readonly string[];
  readonly read: (options: Options) => Method | null;
}

const SHARE: NumberRule = { from: 0, to: 1 };

/** How each method reads its options; the first of several choices is the default. */
export const OPTION_READERS: Readonly<Record<MethodName, OptionReader>> = {
  saw: { members: ['normalization', 'cost'], read: readSaw },
  wpm: {
    members: ['normalization', 'log'],
    read: (options) =>
      complete({
        name: 'wpm',
        normalization: choice(options, 'normalization', ['max', 'sum']),
        log: flag(options, 'log'),
      }),
  },
  waspas: {
    members: ['lambda', 'normalization'],
    read: (options) => {
      choice(options, 'normalization', ['max']);
      return complete({ name: 'waspas', lambda: number(options, 'lambda', 0.5, SHARE) });
    },
  },
  topsis: {
    members: ['normalization', 'distance'],
    read: (options) =>
      complete({
        name: 'topsis',
        normalization: choice(options, 'normalization', ['vector', 'minmax']),
        distance: choice(options, 'distance', ['euclidean']),
      }),
  },
  vikor: {
    members: ['v'],
    read: (options) => complete({ name: 'vikor', v: number(options, 'v', 0.5, SHARE) }),
  },
  promethee_i: plain('promethee_i'),
  promethee_ii: plain('promethee_ii'),
  electre_i: {
    members: [
      'normalization',
      'concordance_threshold',
      'discordance_threshold',
      'discordance_scale',
      'cycles',
    ],
    read: (options) =>
      complete({
        name: 'electre_i',
        normalization: choice(options, 'normalization', ELECTRE_NORMALIZATIONS),
        concordance_threshold: number(options, 'concordance_threshold', 0.65, SHARE),
        discordance_threshold: number(options, 'discordance_threshold', 0.35, SHARE),
        discordance_scale: choice(options, 'discordance_scale', ['largest_range', 'own_range']),
        cycles: choice(options, 'cycles', ['aggregate', 'report']),
      }),
  },
  electre_iii: { members: ['distillation'], read: readElectreIII },
  spotis: {
    members: ['expected_solution_point'],
    read: ({ fields, path, faults, names }) => ({
      name: 'spotis',
      expected_solution_point: readPoint(
        fields.get('expected_solution_point'),
        `${path}.expected_solution_point`,
        names,
        faults,
      ),
    }),
  },
  edas: plain('edas'),
  copras: sharesOnly('copras'),
  moora: vectorOnly('moora'),
  multimoora: vectorOnly('multimoora'),
  aras: sharesOnly('aras'),
  ahp: {
    members: ['mode', 'priority', 'ri'],
    read: (options) =>
      complete({
        name: 'ahp',
        mode: choice(options, 'mode', ['distributive', 'ideal']),
        priority: choice(options, 'priority', sharedFirst(options.shared.priority, PRIORITY_METHODS)),
        ri: choice(options, 'ri', sharedFirst(options.shared.ri, RANDOM_INDEX_TABLES)),
      }),
  },
};

/** The choices, with the shared one first as the default if it is one of them. */
function sharedFirst<T extends string>(shared: unknown, choices: readonly T[]): readonly T[] {
  return choices.toSorted((a, b) => Number(b === shared) - Number(a === shared));
}

type Gaps<M> = { readonly [K in keyof M]: M[K] | null };

/** `null` where an option could not be read, which has been reported. */
function complete<M extends Method>(method: Gaps<M>): M | null {
  return Object.values(method).includes(null) ? null : (method as M);
}

function plain(name: 'promethee_i' | 'promethee_ii' | 'edas'): OptionReader {
  return { members: [], read: () => ({ name }) };
}

/** There is only one normalization, and it may be named. */
function sharesOnly(name: 'copras' | 'aras'): OptionReader {
  return {
    members: ['normalization'],
    read: (options) => (choice(options, 'normalization', ['sum']) ? { name } : null),
  };
}

function vectorOnly(name: 'moora' | 'multimoora'): OptionReader {
  return {
    members: ['normalization'],
    read: (options) => complete({ name, normalization: choice(options, 'normalization', ['vector']) }),
  };
}

function readSaw(options: Options): Method | null {
  const { fields, path, faults } = options;
  const fallback = options.hasAllScales ? 'bounds' : 'minmax';
  const chosen = fields.get('normalization') ?? fallback;
  const normalization = readChoice(chosen, `${path}.normalization`, NORMALIZATIONS, faults);
  if (fields.has('cost')) readChoice(fields.get('cost'), `${path}.cost`, ['reciprocal'], faults);
  if (fields.has('cost') && normalization !== 'sum') {
    faults.add(`${path}.cost`, 'belongs to the normalization sum');
  }
  return normalization && { name: 'saw', normalization };
}

/** The discrimination must be above zero for every credibility, or the distillation would make no progress. */
function readElectreIII({ fields, path, faults }: Options): Method | null {
  const at = `${path}.distillation`;
  const parts = readFields(fields.get('distillation') ?? {}, at, ['alpha', 'beta'], faults);
  if (!parts) return null;
  const alpha = readNumber(parts.get('alpha') ?? 0.3, `${at}.alpha`, { from: 0.01, to: 1 }, faults);
  const beta = readNumber(parts.get('beta') ?? -0.15, `${at}.beta`, { from: -1, to: 1 }, faults);
  if (alpha === null || beta === null) return null;
  if (alpha + beta < 0.01) {
    faults.add(`${at}.beta`, 'must leave alpha + beta at 0.01 or above');
    return null;
  }
  return { name: 'electre_iii', distillation: { alpha, beta } };
}

function choice<const T extends string>(
  { fields, path, faults }: Options,
  field: string,
  choices: readonly T[],
): T | null {
  return readChoice(fields.get(field) ?? choices[0], `${path}.${field}`, choices, faults);
}

function number(
  { fields, path, faults }: Options,
  field: string,
  fallback: number,
  rule: NumberRule,
): number | null {
  return readNumber(fields.get(field) ?? fallback, `${path}.${field}`, rule, faults);
}

function flag({ fields, path, faults }: Options, field: string): boolean | null {
  const value = fields.get(field) ?? false;
  if (typeof value === 'boolean') return value;
  faults.add(`${path}.${field}`, 'must be true or false');
  return null;
}
