import { DEFAULT_BED, TestBed } from '../bed/test-bed.js';
import { until } from '../bed/time.js';
import { Caller } from '../load/caller.js';
import { DEFAULT_LOAD, Load, type LoadSettings } from '../load/load.js';
import { judge } from '../judge/verdict.js';
import { standardFigures } from '../report/figures.js';
import type { ScenarioResult, ScenarioSettings } from './scenario.js';

export interface Plan {
  readonly load?: Partial<LoadSettings>;
  /** One fault; called again and again, as often as the settings say. */
  readonly strike: (bed: TestBed, round: number) => Promise<void>;
  /** Counted or measured when all is over. */
  readonly figures?: (bed: TestBed) => ScenarioResult['figures'];
}

const REST_LIMIT_MS = 60_000;
const PROGRESS_EVERY_MS = 5_000;

/** Faults and load side by side, each as long as the other; then the verdict. */
export async function underLoad(settings: ScenarioSettings, plan: Plan): Promise<ScenarioResult> {
  const { seed, servers, leaseMs, preloads } = settings;
  const bed = await TestBed.open({ ...DEFAULT_BED, seed, servers, leaseMs, preloads });
  try {
    await runBoth(bed, settings, plan);
    await Promise.all(bed.servers.map((server) => server.ready()));
    await readAgain(bed);
    const verdict = await judge(bed, settings.slackMs);
    return { ...verdict, figures: { ...standardFigures(verdict), ...plan.figures?.(bed) } };
  } finally {
    await bed.close(settings);
  }
}

async function runBoth(bed: TestBed, settings: ScenarioSettings, plan: Plan): Promise<void> {
  const { processes, faults, patienceMs, onProgress } = settings;
  let struck = 0;
  const inFlight = plan.load?.inFlight ?? DEFAULT_LOAD.inFlight;
  const allowance = () => inFlight + Math.ceil((struck / faults) * processes);
  const load = new Load(bed, { ...DEFAULT_LOAD, processes, patienceMs, allowance, ...plan.load });
  const tell = () => onProgress(`${struck}/${faults} faults, ${load.settled}/${processes} processes settled`);
  const progress = setInterval(tell, PROGRESS_EVERY_MS);
  const strikeAll = async () => {
    for (; struck < faults; struck++) {
      // Faults without work to disturb would prove nothing.
      await until(() => load.started >= Math.floor((struck / faults) * processes), REST_LIMIT_MS);
      await plan.strike(bed, struck);
    }
  };
  try {
    await Promise.all([load.run(), strikeAll()]);
  } finally {
    clearInterval(progress);
  }
}

/** Every outcome once more, from whichever server: nothing may have changed since it was first told. */
async function readAgain(bed: TestBed): Promise<void> {
  const caller = new Caller(bed, bed.random.fork(), 0);
  for (const entry of bed.journal.accepted) {
    const [id = ''] = entry.ids;
    const outcome = entry.isStuck ? null : await caller.outcome(id, entry);
    if (outcome) entry.outcomes.push(outcome);
  }
}
