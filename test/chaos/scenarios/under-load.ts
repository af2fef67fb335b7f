import { type BedSettings, DEFAULT_BED, TestBed } from '../bed/test-bed.js';
import { until } from '../bed/time.js';
import type { Violation } from '../judge/evidence.js';
import { judge, type Verdict } from '../judge/verdict.js';
import { anyServer } from '../load/any-server.js';
import { Caller } from '../load/caller.js';
import { DEFAULT_LOAD, Load, type LoadSettings } from '../load/load.js';
import { standardFigures } from '../report/figures.js';
import type { ScenarioResult, ScenarioSettings } from './scenario.js';

export interface Plan {
  readonly bed?: Partial<BedSettings>;
  readonly load?: (bed: TestBed) => Partial<LoadSettings>;
  /** One fault; called again and again, as often as the settings say. */
  readonly strike: (bed: TestBed, round: number) => Promise<void>;
  /** What this scenario counts and demands beyond what all do; asked while the servers are still there. */
  readonly addition?: (bed: TestBed, verdict: Verdict) => Promise<Addition> | Addition;
}

export interface Addition {
  readonly figures: ScenarioResult['figures'];
  readonly violations: readonly Violation[];
}

const REST_LIMIT_MS = 60_000;
const PROGRESS_EVERY_MS = 5_000;

/** Faults and load side by side, each as long as the other; then the verdict. */
export async function underLoad(settings: ScenarioSettings, plan: Plan): Promise<ScenarioResult> {
  const { seed, servers, leaseMs, preloads } = settings;
  const bed = await TestBed.open({ ...DEFAULT_BED, seed, servers, leaseMs, preloads, ...plan.bed });
  try {
    await runBoth(bed, settings, plan);
    await Promise.all(bed.servers.map((server) => server.ready()));
    await readAgain(bed);
    return await conclude(bed, settings, plan);
  } finally {
    await bed.close(settings);
  }
}

async function runBoth(bed: TestBed, settings: ScenarioSettings, plan: Plan): Promise<void> {
  const { processes, faults, patienceMs, onProgress } = settings;
  const own = { ...DEFAULT_LOAD, processes, patienceMs, ...plan.load?.(bed) };
  let struck = 0;
  const allowance = () =>
    faults === 0 ? processes : own.inFlight + Math.ceil((struck / faults) * processes);
  const load = new Load(bed, { ...own, allowance });
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
  const caller = new Caller(bed, anyServer(bed), 0);
  for (const entry of bed.journal.accepted) {
    const [id = ''] = entry.ids;
    const outcome = entry.isStuck ? null : await caller.outcome(id, entry);
    if (outcome) entry.outcomes.push(outcome);
  }
}

async function conclude(bed: TestBed, settings: ScenarioSettings, plan: Plan): Promise<ScenarioResult> {
  const verdict = await judge(bed, settings.slackMs);
  const addition = await plan.addition?.(bed, verdict);
  const violations = [...verdict.violations, ...(addition?.violations ?? [])];
  const complete = { ...verdict, violations };
  return { ...complete, figures: { ...standardFigures(complete), ...addition?.figures } };
}
