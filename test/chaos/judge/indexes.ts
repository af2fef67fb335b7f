import type { Dump } from './dump.js';
import { type Evidence, idOf, type Violation } from './evidence.js';

const STATUSES = ['pending', 'running', 'waiting', 'completed', 'failed', 'cancelled'];
/** Servers learn the store's time from one exchange, and the outside from none: they may differ by so much. */
const CLOCK_TOLERANCE_MS = 2_000;

/** I5: what the indexes say of every process is what its record says, and they name no other. */
export function judgeIndexes({ dump }: Evidence): Violation[] {
  const faults: [about: string, fault: string][] = [];
  for (const [id, record] of dump.processes) {
    for (const [name, expected] of expectations(record)) {
      const score = dump.indexes.get(name)?.get(id);
      if (score !== expected)
        faults.push([id, `${name} says ${String(score)} instead of ${String(expected)}`]);
    }
    const owners = dump.owners.get(id) ?? [];
    const expected = record.status === 'running' ? [record.worker ?? ''] : [];
    if (owners.join() !== expected.join()) faults.push([id, `owned by ${owners.join(', ') || 'nobody'}`]);
  }
  faults.push(...strangers(dump));
  return faults.map(([about, fault]) => ({ promise: 'I5', about, fault }));
}

/** Times come from the store's clock, however wrong the clock of the server is that writes them. */
export function judgeTimes({ accepted, dump, epoch }: Evidence): Violation[] {
  return accepted.flatMap((entry) => {
    const created = Number(dump.processes.get(idOf(entry))?.created_at) - epoch;
    const isPlausible =
      created >= entry.sentAt - CLOCK_TOLERANCE_MS && created <= entry.acceptedAt + CLOCK_TOLERANCE_MS;
    if (isPlausible) return [];
    const fault = `created ${Math.round(created - entry.sentAt)} ms after it was asked for`;
    return [{ promise: 'I5', about: entry.key, fault }];
  });
}

/** The score every index must have for a process; `undefined` where it must not be. */
function expectations(record: Readonly<Record<string, string>>): [name: string, score: number | undefined][] {
  const { status } = record;
  const isSettled = record.completed_at !== undefined;
  const { timer, request } = whenWaiting(record);
  const suspects = Number(record.workers_lost ?? 0) > 1 ? ':suspects' : '';
  return [
    [
      `due:${record.engine}@${record.engine_version}${suspects}`,
      status === 'pending' ? Number(record.run_at) : undefined,
    ],
    ['settled', isSettled ? Number(record.completed_at) : undefined],
    ['quarantine', undefined],
    ['timers', timer],
    ['requests', request],
    ['requests:review', request],
    ...STATUSES.map((name): [string, number | undefined] => [
      `status:${name}`,
      name === status ? Number(record.created_at) : undefined,
    ]),
  ];
}

/** What waits for people, all of them reviewers: by when they have to answer, or after every time there is. */
function whenWaiting({ status, request = '{}' }: Readonly<Record<string, string>>) {
  if (status !== 'waiting') return { timer: undefined, request: undefined };
  const { expires_at: timer } = JSON.parse(request) as { readonly expires_at?: number };
  return { timer, request: timer ?? 8.64e15 };
}

function strangers({ processes, indexes, owners }: Dump): [about: string, fault: string][] {
  const named = [...indexes].flatMap(([name, index]) => [...index.keys()].map((id) => [id, name] as const));
  const owned = [...owners.keys()].map((id) => [id, 'owned'] as const);
  return [...named, ...owned]
    .filter(([id]) => !processes.has(id))
    .map(([id, name]) => [id, `${name} names it, and there is no such process`]);
}
