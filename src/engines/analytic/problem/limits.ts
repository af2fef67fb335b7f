/** Limits of the size of one decision. They limit the time and the size of everything computed from it. */
export const LIMITS = {
  alternatives: 200,
  /** For methods whose result names every pair. */
  pairedAlternatives: 100,
  criteria: 100,
  judges: 100,
  /** Levels of branches above a criterion, and the criterion itself. */
  depth: 5,
  /** Named levels of a criterion, points of a value function. */
  points: 50,
  nameLength: 200,
  /** For all names of one list together: the result repeats them once for each alternative. */
  allNamesLength: 10_000,
  /** For scores, bounds and weights: keeps every sum, product and ratio of them finite. */
  magnitude: 1e100,
  samples: 1_000_000,
  seed: 0xffff_ffff,
  concentration: 1e6,
  /** A year. */
  deadline: 31_536_000,
  /** Of samples × (cells + pairs): see the rule on `robustness.samples`. */
  work: 1e10,
} as const;
