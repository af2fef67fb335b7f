import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import {
  type DecisionProcess,
  isSettled,
  PROCESS_STATUSES,
  type ProcessStatus,
} from '../../src/decisions/domain/decision-process.js';
import { StoreUnavailable } from '../../src/decisions/domain/errors.js';
import type { ProcessId } from '../../src/decisions/domain/ids.js';
import { placesOf } from '../../src/decisions/domain/indexes/places.js';
import { statusIndex, workerIndex } from '../../src/decisions/domain/indexes/index-names.js';
import type { IndexRepair } from '../../src/decisions/domain/ports/index.check.js';
import { begin, cancel, resume } from '../../src/decisions/domain/transitions.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { type PartitionKeys, ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import {
  accepted,
  aCompletedProcess,
  aFailedProcess,
  aPendingProcess,
  aProcessId,
  aRunningProcess,
  aWorkerId,
  CREATED,
  withCheckpoint,
} from '../support/a-process.js';
import { RedisFault } from '../../src/persistence/redis/server/redis-errors.js';
import { oneOfEach } from '../support/one-of-each.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { RedisServer } from '../support/redis-server.js';
import { withMember } from '../support/stored-record.js';
import { checkPass as pass } from './check-pass.js';
import { indexDifferences } from './redis-indexes.js';
import { openRedisSubject, type RedisSubject } from './redis-subject.js';
import { storeAll, walk } from './subject.js';
import { until } from '../support/until.js';
import { DUE, dueIds } from '../support/due.js';

jest.setTimeout(120_000);

const OTHERS = ['settled', 'timers', 'requests', 'requests:review'] as const;
const SORTED = ['due', 'quarantine', ...OTHERS, ...PROCESS_STATUSES] as const;
const SHAPES = [
  'pending',
  'retrying',
  'running',
  'advanced',
  'completed',
  'failed',
  'cancelled',
  'waiting',
  'asked',
  'answered',
] as const;
const CASES = SHAPES.flatMap((shape) =>
  [...SORTED, 'worker' as const].map((index) => [shape, index] as const),
);
const [PRESENT_WORKER, GONE_WORKER] = [aWorkerId(), aWorkerId()];

describe('comparing records and indexes of a Redis store', () => {
  let server: RedisServer;
  let subject: RedisSubject;
  const processes = () => subject.persistence.processes;
  const keysOf: RedisSubject['keysOf'] = (process) => subject.keysOf(process);
  const keyOf = (process: DecisionProcess) => keysOf(process).process(process.id);
  const differences = () => indexDifferences([server.admin], subject.keyPrefix);

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    subject = await openRedisSubject({ url: server.url }, [server]);
  });
  afterEach(() => subject.dispose());

  async function say(key: string, member: string, value: unknown): Promise<void> {
    await server.admin.hset(key, withMember(await server.admin.hgetall(key), member, value));
  }

  async function mentionedIn(keyPrefix: string): Promise<(id: ProcessId) => boolean> {
    const found = await indexDifferences([server.admin], keyPrefix);
    return (id) => found.some((difference) => difference.includes(id));
  }

  /** Expects that one pass finds exactly this, puts it right, and leaves nothing for another one. */
  async function expectRepair(repair: IndexRepair): Promise<void> {
    expect((await pass(subject.persistence)).repairs).toEqual([repair]);
    expect(await differences()).toEqual([]);
    expect((await pass(subject.persistence)).repairs).toEqual([]);
  }

  it('finds nothing in a sound store, nor in an empty one', async () => {
    expect(await pass(subject.persistence)).toEqual({ checked: 0, repairs: [] });
    const all = oneOfEach();
    await storeAll(processes(), all);
    const { checked, repairs } = await pass(subject.persistence);
    expect(repairs).toEqual([]);
    // Its record, and each of its places.
    expect(checked).toBe(all.reduce((sum, process) => sum + 1 + placesOf(process).length, 0));
  });

  it.each(CASES)(
    'finds the one entry that is missing or too much: a %s process and %s',
    async (shape, index) => {
      await storeAll(processes(), oneOfEach());
      const process = aProcessOf(shape);
      await processes().create(process);
      if (index === 'worker') {
        await server.admin.zadd(`${subject.keyPrefix}:workers`, Date.now() + 60_000, PRESENT_WORKER);
        for (const worker of [PRESENT_WORKER, GONE_WORKER]) {
          await server.admin.zadd(keysOf(process).index(workerIndex(worker)), CREATED, process.id);
          await expectRepair({ id: process.id, indexes: ['worker'], outcome: 'entered' });
        }
        if (process.status !== 'running') return;
        await server.admin.zrem(keysOf(process).index(workerIndex(process.worker)), process.id);
        await expectRepair({ id: process.id, indexes: ['worker'], outcome: 'entered' });
        return;
      }
      const key = indexKey(keysOf(process), index);
      const isThere = (await server.admin.zscore(key, process.id)) !== null;
      if (isThere) await server.admin.zrem(key, process.id);
      else await server.admin.zadd(key, CREATED, process.id);
      await expectRepair({ id: process.id, indexes: [kindOf(index)], outcome: 'entered' });
      if (isThere) {
        await server.admin.zadd(key, CREATED + 77, process.id);
        await expectRepair({ id: process.id, indexes: [kindOf(index)], outcome: 'entered' });
      }
      expect(await processes().find(process.id)).toEqual(process);
    },
  );

  it('finds an entry by label or owner that is missing or too much', async () => {
    const sketch = { labels: { team: 'x', 'a=b': 'c' }, owner: 'alice' };
    await storeAll(processes(), [...oneOfEach(sketch), ...oneOfEach({ labels: { team: 'y' } })]);
    expect((await pass(subject.persistence)).repairs).toEqual([]);
    const failed = await processes().create(aFailedProcess(sketch));
    const of = keysOf(failed);
    for (const [index, kind] of [
      ['label:failed:team=x', 'label'],
      ['label:failed:alice:a%3db=c', 'label'],
      ['owner:failed:alice', 'owner'],
    ] as const) {
      await server.admin.zrem(of.index(index), failed.id);
      await expectRepair({ id: failed.id, indexes: [kind], outcome: 'entered' });
    }
    for (const index of [
      ...(['label:failed:team=y', 'label:pending:team=x', 'owner:failed:bob'] as const),
      'requests:owner:alice' as const,
    ]) {
      await server.admin.zadd(of.index(index), CREATED, failed.id);
      await expectRepair({ id: failed.id, indexes: [index.replace(/:.*/, '')], outcome: 'entered' });
    }
  });

  it('takes a process that cannot be read out of its lists by label and owner', async () => {
    const failed = await processes().create(aFailedProcess({ labels: { team: 'x' }, owner: 'alice' }));
    await server.admin.hset(keyOf(failed), 'problem', '{');
    await expect(processes().find(failed.id)).rejects.toThrow('not JSON');
    expect(await differences()).toEqual([]);
    expect((await pass(subject.persistence)).repairs).toMatchObject([
      { outcome: 'quarantined', record: { key: keyOf(failed), fault: 'problem is not JSON' } },
    ]);
    expect((await pass(subject.persistence)).repairs).toEqual([]);
  });

  it.each([...OTHERS, 'due' as const])('removes an entry of no record from %s', async (index) => {
    const id = aProcessId();
    await server.admin.zadd(indexKey(keysOf({ id }), index), CREATED, id);
    await expectRepair({ id, indexes: [kindOf(index)], outcome: 'removed' });
    expect(await processes().find(id)).toBeNull();
  });

  it('removes an entry of no record from the set of a worker, known or not', async () => {
    const id = aProcessId();
    await server.admin.zadd(keysOf({ id }).index(workerIndex(GONE_WORKER)), CREATED, id);
    await expectRepair({ id, indexes: ['worker'], outcome: 'removed' });
    expect(await server.admin.exists(keysOf({ id }).index(workerIndex(GONE_WORKER)))).toBe(0);
  });

  it('puts a process into quarantine that the list of its status has, and whose record is lost', async () => {
    const running = await processes().create(aRunningProcess());
    await server.admin.del(keyOf(running));
    const { id } = running;
    const { repairs } = await pass(subject.persistence);
    // Its worker's name went with the record, so that index may be found by itself, later.
    expect(repairs[0]?.outcome).toBe('quarantined');
    expect(repairs.every((repair) => repair.id === id)).toBe(true);
    expect(repairs.flatMap(({ indexes }) => indexes).sort()).toEqual(['quarantine', 'running', 'worker']);
    expect((await pass(subject.persistence)).repairs).toEqual([]);
    expect((await processes().statistics([])).quarantined).toBe(1);
    await expect(processes().find(running.id)).rejects.toThrow('lost');
  });

  it('leaves what cannot be read in quarantine, and takes it out of all else', async () => {
    const running = aRunningProcess();
    await processes().create(running);
    await server.admin.hset(keyOf(running), 'problem', '{');
    await expect(processes().find(running.id)).rejects.toThrow('not JSON');
    await pass(subject.persistence);
    expect((await pass(subject.persistence)).repairs).toEqual([]);
    await server.admin.zadd(keysOf(running).index(DUE), CREATED, running.id);
    await expectRepair({ id: running.id, indexes: ['due'], outcome: 'removed' });
    await server.admin.zadd(keysOf(running).index(workerIndex(GONE_WORKER)), CREATED, running.id);
    await expectRepair({ id: running.id, indexes: ['worker'], outcome: 'removed' });
    expect((await processes().statistics([])).quarantined).toBe(1);
  });

  it('brings back a record from quarantine that was repaired by hand', async () => {
    const pending = await processes().create(aPendingProcess());
    await say(keyOf(pending), 'attempt', 'abc');
    await expect(processes().find(pending.id)).rejects.toThrow('whole number');
    await pass(subject.persistence);
    await say(keyOf(pending), 'attempt', 0);
    const indexes = ['pending', 'due', 'quarantine'];
    await expectRepair({ id: pending.id, indexes, outcome: 'entered' });
    expect(await dueIds(processes(), CREATED, 10)).toEqual([pending.id]);
    expect((await processes().statistics([])).quarantined).toBe(0);
  });

  it('finds a process that is in no index at all', async () => {
    const running = aRunningProcess();
    await processes().create(running);
    const keys = keysOf(running);
    await server.admin.del(keys.index(workerIndex(running.worker)), keys.index('status:running'));
    await expectRepair({ id: running.id, indexes: ['running', 'worker'], outcome: 'entered' });
    expect(await processes().ownedBy(running.worker)).toEqual([running.id]);
  });

  it('removes an id from the index of a partition it does not belong to', async () => {
    const pending = await processes().create(aPendingProcess({ id: aProcessId('1') }));
    const [elsewhere] = new ProcessKeys(subject.keyPrefix).partitions;
    await server.admin.zadd(elsewhere?.index('status:failed') ?? '', CREATED, pending.id);
    const { repairs } = await pass(subject.persistence);
    expect(repairs).toEqual([{ id: pending.id, indexes: ['failed'], outcome: 'removed' }]);
    expect(await walk(processes(), { limit: 10 })).toHaveLength(1);
    expect(await differences()).toEqual([]);
  });

  it('leaves alone what a later version wrote, and members that are no ids', async () => {
    const newer = await processes().create(aCompletedProcess());
    await server.admin.hset(keyOf(newer), 'schema', '3', 'state', 'unheard of');
    await server.admin.zadd(keysOf(newer).index(DUE), CREATED, 'no id');
    await server.admin.zadd(`${keysOf(newer).index(DUE)}:a b`, CREATED, newer.id);
    expect((await pass(subject.persistence)).repairs).toEqual([]);
    expect(await server.admin.zscore(keysOf(newer).index(DUE), 'no id')).toBe(String(CREATED));
    expect(await server.admin.zscore(keysOf(newer).index('status:completed'), newer.id)).not.toBeNull();
  });

  it('reports what a list has corrected meanwhile', async () => {
    const pending = await processes().create(aPendingProcess());
    await server.admin.zadd(keysOf(pending).index('status:failed'), CREATED, pending.id);
    expect((await processes().list({ status: 'failed', limit: 10 })).processes).toEqual([]);
    await expectRepair({ id: pending.id, indexes: ['failed'], outcome: 'entered' });
  });

  it('goes on behind an index of the wrong type', async () => {
    const pending = await processes().create(aPendingProcess({ id: aProcessId('1') }));
    const [elsewhere] = new ProcessKeys(subject.keyPrefix).partitions;
    await server.admin.set(elsewhere?.index(DUE) ?? '', 'x');
    await server.admin.zrem(keysOf(pending).index(DUE), pending.id);
    const repairs: IndexRepair[] = [];
    let failures = 0;
    for (let isOver = false; !isOver;) {
      const part = await subject.persistence.indexes.next().catch(() => null);
      if (part === null) failures += 1;
      repairs.push(...(part?.repairs ?? []));
      isOver = part?.isLast ?? false;
    }
    expect(repairs).toEqual([{ id: pending.id, indexes: ['due'], outcome: 'entered' }]);
    expect(failures).toBe(1);
  });

  it('ends a pass although its last index is of the wrong type', async () => {
    const [partition] = new ProcessKeys(subject.keyPrefix).partitions;
    await server.admin.set(partition?.index(DUE) ?? '', 'x');
    const { indexes } = subject.persistence;
    const failures: unknown[] = [];
    for (let isOver = false, calls = 0; !isOver; calls++) {
      expect(calls).toBeLessThan(50);
      const part = await indexes.next().catch((error: unknown) => void failures.push(error));
      isOver = part?.isLast ?? false;
    }
    expect(failures).toEqual([expect.any(RedisFault)]);
  });

  it('looks at the same again when the store gave no answer', async () => {
    const silent = await RedisServer.start();
    const other = await openRedisSubject({ url: silent.url, commandTimeoutMs: 300 });
    const { indexes, processes: store } = other.persistence;
    const pending = await store.create(aPendingProcess({ id: aProcessId('0') }));
    const due = new ProcessKeys(other.keyPrefix).of(pending.id).index(DUE);
    await silent.admin.zrem(due, pending.id);
    silent.signal('SIGSTOP');
    await expect(indexes.next()).rejects.toThrow(StoreUnavailable);
    silent.signal('SIGCONT');
    const repairs: IndexRepair[] = [];
    await until(async () => {
      const part = await indexes.next().catch(() => null);
      repairs.push(...(part?.repairs ?? []));
      return part !== null;
    });
    expect(repairs).toEqual([{ id: pending.id, indexes: ['due'], outcome: 'entered' }]);
    await other.dispose();
    await silent.stop();
  });

  it('walks large indexes by small windows and finds the one defect among thousands', async () => {
    const all = Array.from({ length: 1_500 }, (_, nth) =>
      aCompletedProcess({ id: aProcessId('7'), at: CREATED + nth }),
    );
    await storeAll(processes(), all);
    const victim = all[1_234] ?? aPendingProcess();
    const defects: [key: string, name: string][] = [
      [keysOf(victim).index('status:completed'), 'completed'],
      [keysOf(victim).index('settled'), 'settled'],
    ];
    for (const [key, name] of defects) {
      await server.admin.zrem(key, victim.id);
      let largest = 0;
      const found = await pass(subject.persistence, ({ checked }) => {
        largest = Math.max(largest, checked);
      });
      expect(found.repairs).toEqual([{ id: victim.id, indexes: [name], outcome: 'entered' }]);
      expect(found.checked).toBeGreaterThanOrEqual(3 * all.length - 1);
      expect(largest).toBeLessThan(1_200);
    }
    expect(await differences()).toEqual([]);
  });

  it('never takes a process that is being written for one that is wrong', async () => {
    let isOver = false;
    const other = await subject.reopen();
    const lives = Array.from({ length: 20 }, async (_, nth) => {
      const { processes: store } = nth % 2 === 0 ? subject.persistence : other;
      for (let rounds = 0; !isOver || rounds === 0; rounds++) await live(store);
    });
    const found: IndexRepair[] = [];
    for (let passes = 0; passes < 8; passes++) {
      const { repairs } = await pass(passes % 2 === 0 ? other : subject.persistence);
      found.push(...repairs);
    }
    isOver = true;
    await Promise.all(lives);
    expect(found).toEqual([]);
    expect(await differences()).toEqual([]);
  });

  it('counts each defect once when several instances look at the same time', async () => {
    const all = Array.from({ length: 60 }, () => aPendingProcess());
    await storeAll(processes(), all);
    await Promise.all(all.map((process) => server.admin.zrem(keysOf(process).index(DUE), process.id)));
    const others = [subject.persistence, await subject.reopen(), await subject.reopen()];
    const each = await Promise.all(others.map((other) => pass(other)));
    const ids = each.flatMap(({ repairs }) => repairs.map(({ id }) => id));
    expect(ids.sort()).toEqual(all.map(({ id }) => id).sort());
  });

  it('corrects any mixture of defects in one pass', async () => {
    const defect = fc.record({
      of: fc.nat({ max: 9 }),
      index: fc.constantFrom(...SORTED, 'worker' as const, 'record' as const),
      score: fc.option(fc.constantFrom(CREATED, CREATED + 1, 0)),
    });
    const property = fc.asyncProperty(fc.array(defect, { minLength: 1, maxLength: 12 }), async (defects) => {
      const store = await openRedisSubject({ url: server.url }, [server]);
      const all = oneOfEach();
      await storeAll(store.persistence.processes, all);
      for (const { of, index, score } of defects) {
        const process = all[of] ?? aPendingProcess();
        await plant(server.admin, new ProcessKeys(store.keyPrefix).of(process.id), { process, index, score });
      }
      const wrong = all.map(({ id }) => id).filter(await mentionedIn(store.keyPrefix));
      const first = await pass(store.persistence);
      const after = await indexDifferences([server.admin], store.keyPrefix);
      const second = await pass(store.persistence);
      await store.dispose();
      expect([...new Set(first.repairs.map(({ id }) => id))].sort()).toEqual(wrong.sort());
      expect(after).toEqual([]);
      expect(second.repairs).toEqual([]);
    });
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('comparing records and indexes of a Redis Cluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster.stop());

  it('finds on each master what is missing, too much, or in no index at all', async () => {
    const subject = await openRedisSubject({ url: cluster.url });
    const admins = cluster.masters.map(({ admin }) => admin);
    const all = Array.from({ length: 16 }, (_, nth) => aRunningProcess({ id: aProcessId(nth.toString(16)) }));
    await storeAll(subject.persistence.processes, all);
    for (const { id, worker } of all) {
      const keys = new ProcessKeys(subject.keyPrefix).of(id);
      const keyed = [keys.index(workerIndex(worker)), keys.index('status:running')];
      for (const key of keyed.slice(0, 1 + (Number.parseInt(id.slice(-1), 16) % 2))) {
        await Promise.any(admins.map((admin) => admin.del(key)));
      }
    }
    const { repairs } = await pass(subject.persistence);
    expect(repairs.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(await indexDifferences(admins, subject.keyPrefix)).toEqual([]);
    expect((await pass(subject.persistence)).repairs).toEqual([]);
    await subject.dispose();
  });
});

interface Defect {
  readonly process: DecisionProcess;
  readonly index: (typeof SORTED)[number] | 'worker' | 'record';
  /** `null` removes what is there. */
  readonly score: number | null;
}

async function plant(admin: Redis, keys: PartitionKeys, { process, index, score }: Defect): Promise<void> {
  const { id } = process;
  if (index === 'record') {
    await admin.del(keys.process(id));
  } else if (index === 'worker') {
    const worker = process.status === 'running' && score === null ? process.worker : GONE_WORKER;
    const key = keys.index(workerIndex(worker));
    await (score === null ? admin.zrem(key, id) : admin.zadd(key, score, id));
  } else {
    const key = indexKey(keys, index);
    await (score === null ? admin.zrem(key, id) : admin.zadd(key, score, id));
  }
}

/** What an index is called in repairs. */
function kindOf(index: string): string {
  return index.replace(/:.*/, '');
}

function indexKey(keys: PartitionKeys, index: (typeof SORTED)[number]): string {
  if (index === 'quarantine') return keys.quarantine;
  if (index === 'due') return keys.index(DUE);
  const other = OTHERS.find((each) => each === index);
  return keys.index(other ?? statusIndex(index as ProcessStatus));
}

function aProcessOf(shape: (typeof SHAPES)[number]): DecisionProcess {
  return oneOfEach()[SHAPES.indexOf(shape)] ?? aPendingProcess();
}

/** A whole life: begun, cancelled, resumed, begun again, a step, cancelled, removed. */
async function live(store: Persistence['processes']): Promise<void> {
  const worker = aWorkerId();
  let current: DecisionProcess = await store.create(aPendingProcess());
  const become = async <P extends DecisionProcess>(next: P): Promise<P> => {
    if (!(await store.swap(current, next))) throw new Error('Nobody else writes this process.');
    current = next;
    return next;
  };
  const begun = await become(accepted(begin(current, worker, CREATED + 1)));
  const cancelled = await become(accepted(cancel(begun, CREATED + 2)));
  const resumed = await become(accepted(resume(cancelled, CREATED + 3)));
  const again = await become(accepted(begin(resumed, worker, CREATED + 4)));
  const further = await become(withCheckpoint(again, 1));
  const settled = await become(accepted(cancel(further, CREATED + 5)));
  if (!isSettled(settled) || !(await store.remove(settled)))
    throw new Error('It ought to have been removed.');
}
