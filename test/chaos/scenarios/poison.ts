import type { TestBed } from '../bed/test-bed.js';
import { DEFAULT_BED } from '../bed/test-bed.js';
import type { Verdict } from '../judge/verdict.js';
import { idOf } from '../judge/evidence.js';
import type { Scenario } from './scenario.js';
import { type Addition, underLoad } from './under-load.js';

const ONE_IN = 51;

/** Processes that kill their server whenever they are run, among good ones: these finish, and those are given up on. */
export const poison: Scenario = (settings) =>
  underLoad(
    { ...settings, faults: 0 },
    {
      // As the service has it unless told otherwise: the growing delays keep the good ones apart from what kills.
      bed: { backoffMs: [1_000, 60_000] },
      load: () => ({ poison: Math.max(1, Math.round(settings.processes / ONE_IN)) }),
      strike: () => Promise.resolve(),
      addition: deathToll,
    },
  );

function deathToll(_bed: TestBed, { evidence }: Verdict): Addition {
  const poisonous = evidence.accepted.filter(({ problem }) => problem.variant === 'poison');
  const deaths = poisonous.map(
    (entry) =>
      (evidence.steps.get(idOf(entry)) ?? []).filter(({ type, step }) => type === 'begin' && step === 's2')
        .length,
  );
  return {
    figures: {
      'poisonous processes': poisonous.length,
      'servers killed by them': deaths.reduce((sum, count) => sum + count, 0),
      'most by one': Math.max(0, ...deaths),
    },
    violations: deaths
      .filter((count) => count > DEFAULT_BED.maxAttempts)
      .map((count) => ({ promise: 'I7', about: 'poison', fault: `it killed ${count} servers` }) as const),
  };
}
