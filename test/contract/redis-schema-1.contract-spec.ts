import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  type DecisionProcess,
  isSettled,
  PROCESS_STATUSES,
} from '../../src/decisions/domain/decision-process.js';
import { summaryOf } from '../../src/decisions/domain/process-summary.js';
import { ProcessCorrupted } from '../../src/decisions/domain/errors.js';
import type { ProcessId } from '../../src/decisions/domain/ids.js';
import { begin, cancel, resume } from '../../src/decisions/domain/transitions.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { accepted, aWorkerId, CREATED, withCheckpoint } from '../support/a-process.js';
import { RedisServer } from '../support/redis-server.js';
import { membersOf } from '../support/stored-record.js';
import { checkPass } from './check-pass.js';
import { indexDifferences } from './redis-indexes.js';
import { walk } from './subject.js';
import { dueIds } from '../support/due.js';

jest.setTimeout(60_000);

const FIXTURES = new URL('../fixtures/', import.meta.url).pathname;
const PREFIX = 'decisions';

interface Fixture {
  readonly processes: readonly DecisionProcess[];
  readonly quarantined: readonly ProcessId[];
}

/** The dump was made by the release before schema 2, on a Redis 7.0; what it holds stands beside it as JSON. */
describe('a store that an older release has written', () => {
  let server: RedisServer;
  let store: Persistence;
  /** As the older release had them. */
  let written: Fixture;
  /** As they are read, with what processes have come to have since. */
  let fixture: Fixture;
  const keyOf = async (id: string) => (await server.admin.keys(`*:process:${id}`))[0] ?? '';
  const ofStatus = <S extends DecisionProcess['status']>(status: S) =>
    fixture.processes.filter(
      (each): each is Extract<DecisionProcess, { status: S }> => each.status === status,
    );

  beforeEach(async () => {
    server = await RedisServer.start();
    await copyFile(join(FIXTURES, 'records-of-schema-1.rdb'), join(server.directory, 'dump.rdb'));
    await server.restart();
    store = await openRedisPersistence({ url: server.url });
    const text = await readFile(join(FIXTURES, 'records-of-schema-1.json'), 'utf8');
    written = JSON.parse(text) as Fixture;
    const found = await Promise.all(written.processes.map(({ id }) => store.processes.find(id)));
    fixture = { ...written, processes: found.filter((process) => process !== null) };
  });
  afterEach(async () => {
    await store.onApplicationShutdown();
    await server.stop();
  });

  it('is read, listed and counted as it was', async () => {
    expect(fixture.processes).toMatchObject(written.processes);
    for (const process of fixture.processes) {
      expect(await store.processes.summary(process.id)).toEqual(summaryOf(process));
    }
    const listed = await walk(store.processes, { limit: 5 });
    expect(listed.map(({ id }) => id).sort()).toEqual(fixture.processes.map(({ id }) => id).sort());
    const { counts, quarantined } = await store.processes.statistics([]);
    for (const status of PROCESS_STATUSES) expect(counts[status]).toBe(ofStatus(status).length);
    expect(quarantined).toBe(1);
    for (const id of fixture.quarantined)
      await expect(store.processes.find(id)).rejects.toThrow(ProcessCorrupted);
  });

  it('hands out what is due and what a worker runs', async () => {
    const due = await dueIds(store.processes, Number.MAX_SAFE_INTEGER, 100);
    expect(due.sort()).toEqual(
      ofStatus('pending')
        .map(({ id }) => id)
        .sort(),
    );
    const [running] = ofStatus('running');
    if (running === undefined) throw new Error('The dump has running processes.');
    const owned = await store.processes.ownedBy(running.worker);
    expect(owned.sort()).toEqual(
      ofStatus('running')
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('is rewritten with the next write of each process, and then stands in the present indexes alone', async () => {
    const written: DecisionProcess[] = [];
    for (const process of fixture.processes) {
      const next = nextOf(process);
      if (next === null) continue;
      expect(await store.processes.swap(process, next)).toBe(true);
      expect(await store.processes.find(process.id)).toEqual(next);
      expect(await server.admin.hget(await keyOf(process.id), 'schema')).toBe('2');
      expect(membersOf(await server.admin.hgetall(await keyOf(process.id)))).toMatchObject({
        status: next.status,
      });
      written.push(next);
    }
    const differences = await indexDifferences([server.admin], PREFIX);
    const ids = new Set(written.map(({ id }) => id));
    expect(differences.filter((each) => [...ids].some((id) => each.includes(id)))).toEqual([]);
  });

  it('refuses a write from a revision that is not stored any more', async () => {
    for (const process of ofStatus('pending')) {
      const begun = accepted(begin(process, aWorkerId(), process.runAt));
      expect(await store.processes.swap({ ...process, revision: process.revision + 1 }, begun)).toBe(false);
      expect(await store.processes.swap({ ...process, createdAt: 1 }, begun)).toBe(false);
      expect(await store.processes.find(process.id)).toEqual(process);
    }
  });

  it('answers a second start with the same key by the process that is there', async () => {
    for (const process of fixture.processes) expect(await store.processes.create(process)).toEqual(process);
  });

  it('is sound as it is: a check of the indexes changes nothing, and finds an entry that is missing', async () => {
    expect((await checkPass(store)).repairs).toEqual([]);
    const [pending] = ofStatus('pending');
    const [due] = await server.admin.keys(`*:due`);
    const [id = ''] = await server.admin.zrange(due ?? '', '0', '0');
    await server.admin.zrem(due ?? '', id);
    expect((await checkPass(store)).repairs).toEqual([{ id, indexes: ['due'], outcome: 'entered' }]);
    expect(pending).toBeDefined();
  });

  it('is listed by label once the indexes have been checked', async () => {
    await checkPass(store);
    const label = { name: 'team', value: 'purchasing' };
    const wanted = fixture.processes.filter(({ labels }) => labels.team === 'purchasing');
    const listed = await walk(store.processes, { label, limit: 4 });
    expect(listed.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
  });

  it('is cleaned up and removed without a trace', async () => {
    const [one, ...others] = fixture.processes.filter((process) => isSettled(process));
    if (one === undefined) throw new Error('The dump has settled processes.');
    expect(await store.processes.remove(one)).toBe(true);
    expect(await store.processes.removeSettled(CREATED + 1e9, 100)).toBe(others.length);
    for (const process of fixture.processes) {
      if (isSettled(process)) continue;
      const current = await store.processes.find(process.id);
      if (current === null) throw new Error('Unsettled processes stay.');
      const cancelled = accepted(cancel(current, CREATED + 1_000));
      expect(await store.processes.swap(current, cancelled)).toBe(true);
      expect(await store.processes.remove(cancelled)).toBe(true);
    }
    const keys = await server.admin.keys(`${PREFIX}:{*`);
    const left = keys.filter((key) => !/:(canary|removed:.*|quarantine)$/.test(key));
    expect(left).toEqual(await Promise.all(fixture.quarantined.map(keyOf)));
  });
});

function nextOf(process: DecisionProcess): DecisionProcess | null {
  switch (process.status) {
    case 'pending':
      return accepted(begin(process, aWorkerId(), process.runAt));
    case 'waiting':
      throw new Error('Nothing waited for people in schema 1.');
    case 'running':
      return process.finished.length < process.plan.length - 1
        ? withCheckpoint(process, { rewritten: true })
        : accepted(cancel(process, process.updatedAt));
    case 'failed':
    case 'cancelled':
      return accepted(resume(process, process.updatedAt));
    case 'completed':
      return null;
  }
}
