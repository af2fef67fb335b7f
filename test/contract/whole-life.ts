import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { begin, cancel, keep } from '../../src/decisions/domain/transitions.js';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import type { ProcessId } from '../../src/decisions/domain/ids.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import {
  accepted,
  aPendingProcess,
  aProcessId,
  aWorkerId,
  CREATED,
  stepOf,
  withCheckpoint,
  withResult,
} from '../support/a-process.js';
import { DUE, QUEUES } from '../support/due.js';
import { RedisServer } from '../support/redis-server.js';
import { checkPass } from './check-pass.js';

const FIXTURES = new URL('../fixtures/', import.meta.url).pathname;
const KEYS = new ProcessKeys('decisions');

/** A server with what a release before schema 2 has written. */
export async function serverOfSchema1(): Promise<RedisServer> {
  const server = await RedisServer.start();
  await copyFile(join(FIXTURES, 'records-of-schema-1.rdb'), join(server.directory, 'dump.rdb'));
  await server.restart();
  return server;
}

/** Everything the store does, from opening to closing it, with records of both schemas. */
export async function liveWholeLife(server: RedisServer): Promise<void> {
  const store = await openRedisPersistence({ url: server.url });
  await checkPass(store);
  await lifeOfOne(store);
  await lifeOfWorkers(store);
  await lifeOfOldOnes(store);
  await endOfUnreadable(store, server);
  await store.processes.removeSettled(Number.MAX_SAFE_INTEGER, 100);
  await store.check();
  await store.onApplicationShutdown();
}

async function lifeOfOne({ processes }: Persistence): Promise<void> {
  const pending = aPendingProcess({ labels: { team: 'gold' } });
  await processes.create(pending);
  await processes.create(pending);
  await processes.find(pending.id);
  await processes.report(pending.id);
  await processes.summary(pending.id);
  await processes.asked(pending.id);
  await processes.find(aProcessId());
  await processes.due({ queues: QUEUES, now: Number.MAX_SAFE_INTEGER, limit: 10 });
  await processes.queues();
  await processes.list({ limit: 10, label: { name: 'team', value: 'gold' } });
  await processes.statistics([CREATED]);
  const running = accepted(begin(pending, aWorkerId(), CREATED));
  await processes.swap(pending, running);
  await processes.ownedBy(running.worker);
  const kept = accepted(
    keep(running, { worker: running.worker, step: stepOf(running), name: 'call', value: 1 }, CREATED),
  );
  await processes.swap(running, kept);
  let last = kept;
  while (last.finished.length < last.plan.length - 1) {
    const next = withCheckpoint(last, 'output');
    await processes.swap(last, next);
    last = next;
  }
  const completed = withResult(last, 'result');
  await processes.swap(last, completed);
  await processes.remove(completed);
  await processes.remove(completed);
}

async function lifeOfWorkers({ workers }: Persistence): Promise<void> {
  const worker = aWorkerId();
  await workers.heartbeat(worker, 60_000);
  await workers.describe(worker, { version: '1.0.0', role: 'all', slots: 1, startedAt: CREATED });
  await workers.expired();
  await workers.all();
  await workers.described();
  await workers.remove(worker);
}

/** What an older release has written moves to where it belongs now. */
async function lifeOfOldOnes({ processes }: Persistence): Promise<void> {
  const { processes: written } = JSON.parse(
    readFileSync(join(FIXTURES, 'records-of-schema-1.json'), 'utf8'),
  ) as { processes: readonly DecisionProcess[] };
  for (const { id } of written) {
    const process = await processes.find(id);
    if (process?.status === 'running') await processes.swap(process, accepted(cancel(process, CREATED)));
  }
}

/** Somebody else writes into a record and into an index. */
async function endOfUnreadable(store: Persistence, { admin }: RedisServer): Promise<void> {
  const [broken, lost] = [aPendingProcess(), aPendingProcess()];
  for (const process of [broken, lost]) await store.processes.create(process);
  await admin.hset(KEYS.of(broken.id).process(broken.id), 'state', 'x');
  await admin.zrem(KEYS.of(lost.id).index(DUE), lost.id);
  await admin.zadd(KEYS.of(elsewhere(lost.id)).index(DUE), 1, lost.id);
  await store.processes.find(broken.id).catch(() => null);
  await checkPass(store);
  await store.processes.quarantined({ limit: 10 });
  await store.processes.removeQuarantined(broken.id);
}

/** Of another partition. */
function elsewhere(id: ProcessId): ProcessId {
  return aProcessId(id.endsWith('0') ? '1' : '0');
}
