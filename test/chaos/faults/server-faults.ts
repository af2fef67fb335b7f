import type { ChaosServer } from '../bed/chaos-server.js';
import type { Random } from '../bed/random.js';
import { SHUTDOWN_GRACE_MS, type TestBed } from '../bed/test-bed.js';
import { now, sleep, until } from '../bed/time.js';
import type { People } from '../load/people.js';
import { untilSign } from './aim.js';

const STEADY_LIMIT_MS = 120_000;
/** By then everything may have been answered. */
const ANSWER_LIMIT_MS = 1_000;
const CUTS = 5;

/** SIGKILL; the successor starts at once. */
export async function killOne(bed: TestBed, victim: ChaosServer, random: Random): Promise<void> {
  await untilSign(bed, victim, random);
  kill(bed, victim);
}

/** SIGKILL about when the server has an answer of people to store. */
export async function killAmidAnswer(
  bed: TestBed,
  victim: ChaosServer,
  { people, random }: { readonly people: People; readonly random: Random },
): Promise<void> {
  await people.answerTo(victim, ANSWER_LIMIT_MS);
  await sleep(random.between(0, 12));
  kill(bed, victim);
}

/** Stops a server for longer than its lease, and lets it go on where it was. */
export async function freezeOne(bed: TestBed, victim: ChaosServer, random: Random): Promise<void> {
  await untilSign(bed, victim, random);
  const { pid } = victim;
  const at = now();
  victim.signal('SIGSTOP');
  await sleep(bed.settings.leaseMs * (1.3 + random.next()));
  victim.signal('SIGCONT');
  bed.faults.push({ kind: 'freeze', pid, at, until: now() });
}

/** SIGTERM, as a deployment sends it; resolves when the server has left by itself. */
export async function terminateOne(bed: TestBed, victim: ChaosServer): Promise<void> {
  const fault = { kind: 'terminate', pid: victim.pid, at: now() } as const;
  bed.faults.push({ ...fault, until: await victim.end('SIGTERM') });
}

/** SIGTERM while the store gives no answer, until about when the server has given up on its last writes. */
export async function terminateUnanswered(bed: TestBed, victim: ChaosServer, random: Random): Promise<void> {
  const wire = bed.wireOf(victim);
  wire.set({ kind: 'blackhole' });
  const left = terminateOne(bed, victim);
  await sleep(SHUTDOWN_GRACE_MS * (1 + 2 * random.next()));
  wire.set({ kind: 'none' });
  wire.cutAll();
  await left;
}

/** Loses replies of the store to one server, each after a few bytes, together with the connection. */
export async function cutReplies(bed: TestBed, victim: ChaosServer, random: Random): Promise<void> {
  const wire = bed.wireOf(victim);
  const at = now();
  for (let cut = 0; cut < CUTS; cut++) {
    wire.set({ kind: 'cutReply', afterBytes: random.between(0, 3) });
    await until(() => wire.isSound, 1_000, 5);
    await sleep(random.between(20, 200));
  }
  wire.set({ kind: 'none' });
  bed.faults.push({ kind: 'cut', pid: victim.pid, at, until: now() });
}

function kill(bed: TestBed, victim: ChaosServer): void {
  const at = now();
  bed.faults.push({ kind: 'kill', pid: victim.pid, at, until: at });
  victim.readySince = null;
  victim.signal('SIGKILL');
}

/** A server that is up while another could take over from it. Which one is drawn first, so that none is spared. */
export async function expendable(bed: TestBed, random: Random): Promise<ChaosServer> {
  const victim = random.pick(bed.servers);
  const isSafe = () => victim.readySince !== null && bed.steady.some((other) => other !== victim);
  if (!(await until(isSafe, STEADY_LIMIT_MS))) throw new Error('No two servers stay up.');
  return victim;
}
