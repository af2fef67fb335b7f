import { counters } from '../bed/metrics.js';
import type { TestBed } from '../bed/test-bed.js';
import { sleep } from '../bed/time.js';
import { freezeOne } from '../faults/server-faults.js';
import type { Evidence } from '../judge/evidence.js';
import type { Verdict } from '../judge/verdict.js';
import { isOvertaken } from '../judge/zombies.js';
import type { Scenario } from './scenario.js';
import { type Addition, underLoad } from './under-load.js';

/** Time for one that woke to notice, and to hold its lease again. */
const AWAKENING_MS = 500;

/** Servers that stop for longer than their lease and go on as if nothing had been: none of their late writes may stand. */
export const freeze: Scenario = (settings) =>
  underLoad(settings, {
    load: () => ({ stepMs: [100, 900] }),
    strike: async (bed, victim, random) => {
      await freezeOne(bed, victim, random);
      await sleep(AWAKENING_MS);
    },
    addition: counted,
  });

/** Whatever a zombie finished after it had lost the process, it tried to write: each must have been refused and counted. */
async function counted(bed: TestBed, { evidence }: Verdict): Promise<Addition> {
  const stale = staleResults(evidence);
  const fenced = await counters(bed.servers, 'decision_fenced_writes_total');
  const late = await counters(bed.servers, 'decision_late_results_total');
  const fault = `${stale} late results, but only ${fenced} refused writes and ${late} dropped results were counted`;
  return {
    figures: { 'results of zombies': stale, 'writes refused': fenced, 'results dropped': late },
    violations: fenced + late < stale ? [{ promise: 'I3', about: 'metrics', fault }] : [],
  };
}

/** Steps whose work was done by one worker after another had begun to run the process. */
function staleResults({ steps, stalls }: Evidence): number {
  return [...steps.values()].flatMap((lines) =>
    lines.filter((line) => line.type === 'effect' && isOvertaken(line, lines, stalls)),
  ).length;
}
