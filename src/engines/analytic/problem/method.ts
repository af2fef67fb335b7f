import type { PriorityMethod, RandomIndexTable } from './judgments.js';

/** The names of the normalizations: see {@link Normalization}. */
export const NORMALIZATIONS = ['bounds', 'minmax', 'max', 'sum', 'none'] as const;

/**
 * How scores become values of which more is better.
 *
 * - `bounds`: linear between the bounds each criterion declares; needs them of all. The default where all do.
 * - `minmax`: linear between the declared bounds where a criterion has them, else between the lowest and the
 *   highest score. The default otherwise.
 * - `max`: `x / max` for a benefit, `min / x` for a cost.
 * - `sum`: the share `x / Σx` for a benefit, `(1/x) / Σ(1/x)` for a cost.
 * - `none`: the scores themselves, which then must all be benefits on one scale.
 *
 * A criterion with a value function of its own is read through that under every normalization.
 */
export type Normalization = (typeof NORMALIZATIONS)[number];

/** The normalizations ELECTRE I knows: `electre-i.ts` describes them. */
export const ELECTRE_NORMALIZATIONS = ['none', 'sum', 'max', 'vector', 'minmax'] as const;

/** By how much one credibility must exceed another to count as more: `alpha + beta · credibility`. */
export type Discrimination = Readonly<{ alpha: number; beta: number }>;

/** The method of ranking, with all its options. The file of its name describes each. */
export type Method =
  | Readonly<{ name: 'saw'; normalization: Normalization }>
  | Readonly<{ name: 'wpm'; normalization: 'max' | 'sum'; log: boolean }>
  | Readonly<{ name: 'waspas'; lambda: number }>
  | Readonly<{ name: 'topsis'; normalization: 'vector' | 'minmax'; distance: 'euclidean' }>
  | Readonly<{ name: 'vikor'; v: number }>
  | Readonly<{ name: 'promethee_i' | 'promethee_ii' | 'edas' | 'copras' | 'aras' }>
  | Readonly<{
      name: 'electre_i';
      normalization: (typeof ELECTRE_NORMALIZATIONS)[number];
      concordance_threshold: number;
      discordance_threshold: number;
      discordance_scale: 'largest_range' | 'own_range';
      cycles: 'aggregate' | 'report';
    }>
  | Readonly<{ name: 'electre_iii'; distillation: Discrimination }>
  | Readonly<{ name: 'spotis'; expected_solution_point: Readonly<Record<string, number>> | null }>
  | Readonly<{ name: 'moora' | 'multimoora'; normalization: 'vector' }>
  | Readonly<{
      name: 'ahp';
      mode: 'distributive' | 'ideal';
      priority: PriorityMethod;
      ri: RandomIndexTable;
    }>;

/** What callers call a method. */
export type MethodName = Method['name'];

/** The method of that name, with its options. */
export type MethodNamed<N extends MethodName> = Extract<Method, { name: N }>;

/** Every method there is. */
export const METHODS = [
  'saw',
  'wpm',
  'waspas',
  'topsis',
  'vikor',
  'promethee_i',
  'promethee_ii',
  'electre_i',
  'electre_iii',
  'spotis',
  'edas',
  'copras',
  'moora',
  'multimoora',
  'aras',
  'ahp',
] as const satisfies readonly MethodName[];
