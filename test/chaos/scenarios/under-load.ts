import type { ChaosServer } from '../bed/chaos-server.js';
import type { Random } from '../bed/random.js';
import { type BedSettings, DEFAULT_BED, TestBed } from '../bed/test-bed.js';
import { until } from '../bed/time.js';
import { expendable } from '../faults/server-faults.js';
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
  /** Who does something beside the load, until that is over. */
  readonly company?: (bed: TestBed) => Company;
  /** One fault, done to a server that others can take over from; again and again, as often as the settings say. */
  readonly strike: (bed: TestBed, victim: ChaosServer, random: Random) => Promise<void>;
  /** What this scenario counts and demands beyond what all do; asked while the servers are still there. */
  readonly addition?: (bed: TestBed, verdict: Verdict) => Promise<Addition> | Addition;
}

interface Company {
  run(): Promise<void>;
  stop(): void;
}

export interface Addition {
  readonly figures: ScenarioResult['figures'];
  readonly violations: readonly Violation[];
}

const START_LIMIT_MS = 2_000;
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

/** Each fault gets its share of the processes just before it strikes: one without work to disturb would prove nothing. */
async function runBoth(bed: TestBed, settings: ScenarioSettings, plan: Plan): Promise<void> {
  const { processes, faults, patienceMs, onProgress } = settings;
  const random = bed.random.fork();
  let struck = 0;
  let allowed = faults === 0 ? processes : 0;
  const load = new Load(bed, {
    ...DEFAULT_LOAD,
    processes,
    patienceMs,
    ...plan.load?.(bed),
    allowance: () => allowed,
  });
  const company = plan.company?.(bed);
  const tell = () => onProgress(`${struck}/${faults} faults, ${load.settled}/${processes} processes settled`);
  const progress = setInterval(tell, PROGRESS_EVERY_MS);
  const strikeAll = async () => {
    for (; struck < faults; struck++) {
      const victim = await expendable(bed, random);
      allowed = Math.ceil(((struck + 1) / faults) * processes);
      await until(() => load.accepted >= allowed, START_LIMIT_MS);
      await plan.strike(bed, victim, random);
    }
  };
  try {
    const loaded = load.run().finally(() => company?.stop());
    await Promise.all([loaded, strikeAll(), company?.run()]);
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
