import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import { StoreUnavailable } from '../../src/decisions/domain/errors.js';
import { begin, cancel, resume } from '../../src/decisions/domain/transitions.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import {
  accepted,
  aCompletedProcess,
  aPendingProcess,
  aProcessId,
  aWorkerId,
  CREATED,
  withCheckpoint,
} from '../support/a-process.js';
import { RedisServer } from '../support/redis-server.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { indexDifferences } from './redis-indexes.js';
import { openRedisSubject } from './redis-subject.js';
import type { Subject } from './subject.js';
import { until } from '../support/until.js';
import { dueIds } from '../support/due.js';

const TIMEOUT_MS = 750;
/** Long enough for a connection to come back and a few commands to be on their way. */
const KILLED_EVERY_MS = 100;
jest.setTimeout(60_000);
const CANARY = 'payload-canary';

describe('a Redis store in trouble', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let subject: Subject & { readonly keyPrefix: string };
  let stored: DecisionProcess;
  const persistence = () => subject.persistence;
  const processes = () => subject.persistence.processes;

  beforeAll(async () => {
    server = await RedisServer.start({ appendonly: 'yes' });
    proxy = await TcpProxy.start(server.port);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });
  beforeEach(async () => {
    const url = server.url.replace(String(server.port), String(proxy.port));
    subject = await openRedisSubject({ url, commandTimeoutMs: TIMEOUT_MS });
    stored = await processes().create(aPendingProcess({ problem: CANARY }));
  });
  afterEach(async () => {
    proxy.set({ kind: 'none' });
    await recovered();
    expect(await processes().find(stored.id)).not.toBeNull();
    expect(await indexDifferences([server.admin], subject.keyPrefix)).toEqual([]);
    await subject.dispose();
  });

  const recovered = () =>
    until(() =>
      persistence()
        .check()
        .then(
          () => true,
          () => false,
        ),
    );

  it('answers nothing but StoreUnavailable, in time, while the server is silent', async () => {
    server.signal('SIGSTOP');
    await expectUnavailable(everyCall(persistence(), stored));
    server.signal('SIGCONT');
    await recovered();
  });

  it('answers nothing but StoreUnavailable, in time, while nothing passes the wire', async () => {
    proxy.set({ kind: 'blackhole' });
    await expectUnavailable(everyCall(persistence(), stored));
    proxy.set({ kind: 'none' });
    await recovered();
  });

  it('answers nothing but StoreUnavailable, in time, while connections are refused', async () => {
    proxy.set({ kind: 'refuse' });
    await expectUnavailable(everyCall(persistence(), stored));
    proxy.set({ kind: 'none' });
    await recovered();
  });

  it('answers nothing but StoreUnavailable while the server is gone, and all that was stored when it is back', async () => {
    await server.kill();
    await expectUnavailable(everyCall(persistence(), stored));
    await server.restart();
    await recovered();
    expect(await processes().find(stored.id)).toEqual(stored);
  });

  it('leaves the outcome of a write open when its reply is lost, and applies it once', async () => {
    const begun = accepted(begin(stored, aWorkerId(), CREATED));
    proxy.set({ kind: 'dropReplies' });
    await expect(processes().swap(stored, begun)).rejects.toMatchObject({ reason: 'timeout' });
    proxy.set({ kind: 'none' });
    await recovered();
    expect(await processes().find(stored.id)).toEqual(begun);
    expect(await processes().swap(stored, begun)).toBe(false);
  });

  it('says read_only while the server is a replica, reads on, and writes again when it is a master', async () => {
    await server.admin.replicaof('127.0.0.1', 1);
    const refused = [processes().create(aPendingProcess()), persistence().check()];
    for (const each of refused) await expect(each).rejects.toMatchObject({ reason: 'read_only' });
    await until(() =>
      processes()
        .find(stored.id)
        .then(
          () => true,
          () => false,
        ),
    );
    expect(await processes().find(stored.id)).toEqual(stored);
    await server.admin.replicaof('NO', 'ONE');
    await recovered();
    expect(await processes().swap(stored, accepted(cancel(stored, CREATED)))).toBe(true);
  });

  it('says store_full while memory is full; reads, renews leases and removes all the same', async () => {
    const settled = await processes().create(aCompletedProcess());
    const old = await processes().create(aCompletedProcess({ at: CREATED + 1 }));
    await server.admin.config('SET', 'maxmemory', '1');
    const cancelled = accepted(cancel(stored, CREATED));
    for (const refused of [
      () => processes().create(aPendingProcess()),
      () => processes().swap(stored, cancelled),
      () => persistence().check(),
    ]) {
      await expect(refused()).rejects.toMatchObject({ reason: 'store_full' });
    }
    expect(await processes().find(stored.id)).toEqual(stored);
    expect((await processes().list({ limit: 10 })).processes).toHaveLength(3);
    await persistence().workers.heartbeat(aWorkerId(), 1_000);
    expect(await processes().remove(settled)).toBe(true);
    expect(await processes().removeSettled(old.updatedAt + 1, 10)).toBe(1);
    await server.admin.config('SET', 'maxmemory', '0');
    expect(await processes().swap(stored, cancelled)).toBe(true);
  });

  it('says no_replicas while the replicas it needs are gone, and reads on', async () => {
    await server.admin.config('SET', 'min-replicas-to-write', '1');
    await expect(processes().create(aPendingProcess())).rejects.toMatchObject({ reason: 'no_replicas' });
    await expect(persistence().check()).rejects.toMatchObject({ reason: 'no_replicas' });
    expect(await processes().find(stored.id)).toEqual(stored);
    await server.admin.config('SET', 'min-replicas-to-write', '0');
  });

  it('says busy while another script holds the server', async () => {
    await server.admin.config('SET', 'busy-reply-threshold', '1');
    const endless = server.admin.duplicate();
    const script = endless.eval('while true do end', 0).catch((error: unknown) => String(error));
    await until(() =>
      persistence()
        .check()
        .then(
          () => false,
          (error: unknown) => reasonOf(error) === 'busy',
        ),
    );
    await server.admin.call('SCRIPT', 'KILL');
    expect(await script).toContain('killed by user');
    endless.disconnect();
    await server.admin.config('SET', 'busy-reply-threshold', '5000');
  });

  it('says missing_right while its user lacks one, and which', async () => {
    await server.admin.call('ACL', 'SETUSER', 'decisions', '-hgetall');
    await expect(processes().find(stored.id)).rejects.toMatchObject({
      reason: 'missing_right',
      detail: 'the command hgetall',
    });
    await server.admin.call('ACL', 'SETUSER', 'decisions', '+hgetall');
  });

  it('does not notice that the server forgot its scripts', async () => {
    let current = stored;
    for (let round = 0; round < 5; round++) {
      await server.admin.script('FLUSH');
      const cancelled = accepted(cancel(current, CREATED));
      expect(await processes().swap(current, cancelled)).toBe(true);
      await server.admin.script('FLUSH');
      const [found, due] = await Promise.all([processes().find(stored.id), dueIds(processes(), CREATED, 10)]);
      expect([found, due]).toEqual([cancelled, []]);
      current = accepted(resume(cancelled, CREATED));
      expect(await processes().swap(cancelled, current)).toBe(true);
    }
  });

  it('loses and doubles nothing while its connections are ended again and again', async () => {
    const done = new AbortController();
    const killer = (async () => {
      while (!done.signal.aborted) {
        await server.admin.call('CLIENT', 'KILL', 'USER', 'decisions', 'SKIPME', 'yes');
        await pause(KILLED_EVERY_MS);
      }
    })();
    const lives = await Promise.all(Array.from({ length: 8 }, () => liveThrough(persistence()))).finally(() =>
      done.abort(),
    );
    await killer;
    await recovered();
    for (const last of lives) expect(await processes().find(last.id)).toEqual(last);
    const { counts, createdBefore } = await processes().statistics([CREATED + 1]);
    expect([counts.running, createdBefore]).toEqual([lives.length, [lives.length + 1]]);
  });

  it('hears of changes again after its connections were ended', async () => {
    const heard = new AbortController();
    const changes = persistence().changes.changes(heard.signal)[Symbol.asyncIterator]();
    proxy.cutAll();
    await recovered();
    let isHeard = false;
    const next = changes.next().then(() => {
      isHeard = true;
    });
    await until(async () => {
      await processes().create(aPendingProcess());
      return isHeard;
    });
    await next;
    heard.abort();
  });

  it('closes within a command timeout although the server is silent', async () => {
    const silent = await RedisServer.start();
    const other = await openRedisSubject({ url: silent.url, commandTimeoutMs: TIMEOUT_MS });
    silent.signal('SIGSTOP');
    await other.dispose();
    await silent.stop();
  });
});

/** Every call of a store that reaches the server. */
function everyCall(persistence: Persistence, stored: DecisionProcess): Promise<unknown>[] {
  const { processes, workers } = persistence;
  const settled = aCompletedProcess();
  return [
    processes.create(aPendingProcess({ problem: CANARY })),
    processes.find(stored.id),
    processes.find(aProcessId()),
    processes.summary(stored.id),
    processes.swap(stored, { ...stored }),
    dueIds(processes, CREATED, 10),
    processes.ownedBy(aWorkerId()),
    processes.list({ limit: 10 }),
    processes.statistics([CREATED]),
    processes.quarantined({ limit: 10 }),
    processes.remove(settled),
    processes.removeSettled(CREATED, 10),
    workers.heartbeat(aWorkerId(), 1_000),
    workers.expired(),
    workers.all(),
    workers.remove(aWorkerId()),
    persistence.indexes.next(),
    persistence.check(),
  ];
}

async function expectUnavailable(calls: Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(calls)) {
    expect(outcome).toMatchObject({ status: 'rejected' });
    if (outcome.status === 'rejected') expectNoSecrets(outcome.reason);
  }
}

function expectNoSecrets(error: unknown): void {
  expect(error).toBeInstanceOf(StoreUnavailable);
  expect(inspect(error, { depth: 9 })).not.toMatch(/horse|payload-canary|redis:\/\/|127\.0\.0\.1|evalsha/);
}

function reasonOf(error: unknown): string | null {
  return error instanceof StoreUnavailable ? error.reason : null;
}

/** Creates a process and takes it through ten checkpoints, looking again whenever an outcome is unknown. */
async function liveThrough({ processes }: Persistence): Promise<DecisionProcess> {
  const plan = Array.from({ length: 11 }, (_, nth) => `step ${nth}`);
  const pending = aPendingProcess({ plan });
  const created = await insist(() => processes.create(pending));
  const begun = accepted(begin(created, aWorkerId(), CREATED));
  if (!(await insist(() => processes.swap(created, begun)))) await expectStored(begun);
  let current = begun;
  for (let step = 0; step < 10; step++) {
    const next = withCheckpoint(current, { step });
    if (!(await insist(() => processes.swap(current, next)))) await expectStored(next);
    current = next;
  }
  return current;

  /** Refused, so it has to be there already: nobody else writes this process. */
  async function expectStored(next: DecisionProcess): Promise<void> {
    expect(await insist(() => processes.find(next.id))).toEqual(next);
  }
}

async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      expectNoSecrets(error);
      await pause(5);
    }
  }
}
