import { DEFAULT_BED, TestBed } from '../bed/test-bed.js';
import { now, sleep, until } from '../bed/time.js';
import { judge } from '../judge/verdict.js';
import { anyServer } from '../load/any-server.js';
import { Caller } from '../load/caller.js';
import { type Entry, newEntry } from '../load/journal.js';
import { standardFigures } from '../report/figures.js';
import type { Scenario, ScenarioSettings } from './scenario.js';

const CALLERS = 100;
const STEADY_LIMIT_MS = 60_000;

/** A hundred callers start one process with one key, while one of the servers they ask is killed. */
export const idempotency: Scenario = async (settings) => {
  const { seed, servers, leaseMs, preloads, faults } = settings;
  const bed = await TestBed.open({ ...DEFAULT_BED, seed, servers, leaseMs, preloads });
  try {
    for (let round = 1; round <= faults; round++) await startTogether(bed, settings, round);
    const verdict = await judge(bed, settings.slackMs);
    const figures = { callers: CALLERS * faults, 'processes stored': verdict.evidence.dump.processes.size };
    return { ...verdict, figures: { ...standardFigures(verdict), ...figures } };
  } finally {
    await bed.close(settings);
  }
};

async function startTogether(bed: TestBed, settings: ScenarioSettings, round: number): Promise<void> {
  if (!(await until(() => bed.steady.length === bed.servers.length, STEADY_LIMIT_MS)))
    throw new Error('The servers do not stay up.');
  const problem = { variant: 'normal', step_ms: [50, 50, 50, 50, 50] } as const;
  const entry = newEntry(`${bed.settings.seed}-${round}`, { engine: 'chaos', problem }, now());
  bed.journal.entries.push(entry);
  const caller = new Caller(bed, anyServer(bed), settings.patienceMs);
  await Promise.all([...Array.from({ length: CALLERS }, () => caller.start(entry)), killAmid(bed, entry)]);
  await caller.follow(entry);
  await Promise.all(bed.servers.map((server) => server.ready()));
}

/** As the first answers come in, or a little before. */
async function killAmid(bed: TestBed, entry: Entry): Promise<void> {
  const victim = bed.random.pick(bed.servers);
  if (bed.random.chance(0.5)) await until(() => entry.acceptedAt !== null, STEADY_LIMIT_MS, 1);
  else await sleep(bed.random.between(0, 60));
  const at = now();
  bed.faults.push({ kind: 'kill', pid: victim.pid, at, until: at });
  await victim.end('SIGKILL');
}
