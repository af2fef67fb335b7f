import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import { summaryOf } from '../../src/decisions/domain/process-summary.js';
import { ProcessCorrupted, StoreUnavailable } from '../../src/decisions/domain/errors.js';
import { cancel } from '../../src/decisions/domain/transitions.js';
import { ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import { redisOptions } from '../../src/persistence/redis/opening/redis-client-options.js';
import { RedisLink } from '../../src/persistence/redis/server/redis-link.js';
import { redisTarget } from '../../src/persistence/redis/opening/redis-options.js';
import { RedisProcessRepository } from '../../src/persistence/redis/redis-process.repository.js';
import { RedisWorkerRegistry } from '../../src/persistence/redis/redis-worker.registry.js';
import {
  accepted,
  aCompletedProcess,
  aPendingProcess,
  aProcessId,
  aRunningProcess,
  aWorkerId,
  CREATED,
} from '../support/a-process.js';
import { RedisServer, TEST_PREFIX } from '../support/redis-server.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { checkPass } from './check-pass.js';
import { indexDifferences } from './redis-indexes.js';
import { until } from '../support/until.js';
import { withMember } from '../support/stored-record.js';
import { DUE, dueIds } from '../support/due.js';

jest.setTimeout(60_000);

const LANES = 8;
const TIMEOUT_MS = 120_000;

/** A wire of its own, and a store at its end that is empty for each attempt. */
interface Lane {
  readonly proxy: TcpProxy;
  readonly client: Redis;
}

interface Attempt {
  readonly processes: RedisProcessRepository;
  readonly workers: RedisWorkerRegistry;
  readonly keys: ProcessKeys;
  readonly admin: Redis;
}

/**
 * Cuts the reply of a call. What it answers all the same has to be right, or else it says that it does not know;
 * afterwards the connection is back.
 */
type Cut = <T>(call: () => Promise<T>, isRight: (answer: T) => void) => Promise<void>;

/** What happens before the cut, the call whose reply is cut, and what has to be true after. */
interface Case {
  readonly name: string;
  readonly run: (attempt: Attempt, cut: Cut) => Promise<void>;
}

const CASES: readonly Case[] = [
  {
    name: 'create',
    run: async ({ processes }, cut) => {
      const process = aPendingProcess();
      await cut(
        () => processes.create(process),
        (answer) => expect(answer).toBe(process),
      );
      expect(await processes.find(process.id)).toEqual(process);
      expect((await processes.statistics([])).counts.pending).toBe(1);
    },
  },
  {
    name: 'create, the id being taken',
    run: async ({ processes }, cut) => {
      const [first, second] = twins();
      await processes.create(first);
      await cut(
        () => processes.create(second),
        (answer) => expect(answer).toEqual(first),
      );
      expect(await processes.find(first.id)).toEqual(first);
    },
  },
  {
    name: 'find',
    run: async ({ processes }, cut) => {
      const process = await processes.create(aRunningProcess({ outputs: [1] }));
      await cut(
        () => processes.find(process.id),
        (answer) => expect(answer).toEqual(process),
      );
    },
  },
  {
    name: 'summary',
    run: async ({ processes }, cut) => {
      const process = await processes.create(aRunningProcess());
      await cut(
        () => processes.summary(process.id),
        (answer) => expect(answer).toEqual(summaryOf(process)),
      );
    },
  },
  {
    name: 'swap',
    run: async ({ processes }, cut) => {
      const process = await processes.create(aPendingProcess());
      const cancelled = accepted(cancel(process, CREATED));
      await cut(
        () => processes.swap(process, cancelled),
        (answer) => expect(answer).toBe(true),
      );
      expect(await processes.find(process.id)).toEqual(cancelled);
    },
  },
  {
    name: 'swap, someone else being first',
    run: async ({ processes }, cut) => {
      const process = await processes.create(aPendingProcess());
      const cancelled = accepted(cancel(process, CREATED));
      await processes.swap(process, cancelled);
      const late = { ...cancelled, completedAt: 1 };
      await cut(
        () => processes.swap(process, late),
        (answer) => expect(answer).toBe(false),
      );
      expect(await processes.find(process.id)).toEqual(cancelled);
    },
  },
  {
    name: 'remove',
    run: async ({ processes }, cut) => {
      const process = await processes.create(aCompletedProcess());
      await cut(
        () => processes.remove(process),
        (answer) => expect(answer).toBe(true),
      );
      expect(await processes.find(process.id)).toBeNull();
      expect(await processes.remove(process)).toBe(false);
    },
  },
  {
    name: 'removal of settled ones',
    run: async ({ processes }, cut) => {
      const [old, young] = [
        await processes.create(aCompletedProcess()),
        await processes.create(aPendingProcess()),
      ];
      // The count may be lost with the reply; what went is gone once, and nothing else went.
      await cut(
        () => processes.removeSettled(CREATED + 1, 10),
        (answer) => expect([0, 1]).toContain(answer),
      );
      await processes.removeSettled(CREATED + 1, 10);
      expect(await processes.find(old.id)).toBeNull();
      expect(await processes.find(young.id)).toEqual(young);
    },
  },
  {
    name: 'due',
    run: async ({ processes }, cut) => {
      const pending = await processes.create(aPendingProcess());
      await cut(
        () => dueIds(processes, CREATED, 1),
        (answer) => expect(answer).toEqual([pending.id]),
      );
    },
  },
  {
    name: 'list',
    run: async ({ processes }, cut) => {
      const pending = await processes.create(aPendingProcess());
      await cut(
        () => processes.list({ limit: 1 }),
        (answer) => expect(answer.processes).toMatchObject([{ id: pending.id }]),
      );
    },
  },
  {
    name: 'statistics',
    run: async ({ processes }, cut) => {
      await processes.create(aPendingProcess());
      await cut(
        () => processes.statistics([CREATED + 1]),
        (answer) => expect(answer).toMatchObject({ createdBefore: [1], counts: { pending: 1 } }),
      );
    },
  },
  {
    name: 'processes of a worker',
    run: async ({ processes }, cut) => {
      const worker = aWorkerId();
      const running = await processes.create(aRunningProcess({ worker }));
      await cut(
        () => processes.ownedBy(worker),
        (answer) => expect(answer).toEqual([running.id]),
      );
    },
  },
  {
    name: 'heartbeat',
    run: async ({ workers }, cut) => {
      const worker = aWorkerId();
      await cut(
        () => workers.heartbeat(worker, 60_000),
        (answer) => expect(answer).toBeGreaterThan(0),
      );
      expect(await workers.all()).toEqual([worker]);
    },
  },
  {
    name: 'expired workers',
    run: async ({ workers }, cut) => {
      const worker = aWorkerId();
      await workers.heartbeat(worker, -1);
      await cut(
        () => workers.expired(),
        (answer) => expect(answer).toEqual([worker]),
      );
    },
  },
  {
    name: 'quarantine',
    run: async ({ processes, keys, admin }, cut) => {
      const process = await processes.create(aRunningProcess());
      const key = keys.of(process.id).process(process.id);
      await admin.hset(key, withMember(await admin.hgetall(key), 'attempt', ''));
      await cut(
        () => processes.find(process.id).catch(corruption),
        (answer) => expect(answer).toBe('corrupted'),
      );
      await expect(processes.find(process.id)).rejects.toThrow(ProcessCorrupted);
      expect((await processes.statistics([])).quarantined).toBe(1);
    },
  },
  {
    name: 'repair',
    run: async ({ processes, keys, admin }, cut) => {
      const process = await processes.create(aPendingProcess());
      await admin.zrem(keys.of(process.id).index(DUE), process.id);
      await admin.zadd(keys.of(process.id).index('status:failed'), CREATED, process.id);
      await cut(
        () => processes.list({ status: 'failed', limit: 1 }),
        (answer) => expect(answer.processes).toEqual([]),
      );
      expect((await processes.list({ status: 'failed', limit: 1 })).processes).toEqual([]);
      expect(await dueIds(processes, CREATED, 1)).toEqual([process.id]);
    },
  },
  {
    name: 'comparing indexes',
    run: async ({ processes, keys, admin }, cut) => {
      const process = await processes.create(aPendingProcess({ id: aProcessId('0') }));
      await admin.zrem(keys.of(process.id).index(DUE), process.id);
      await cut(
        () => processes.indexCheck.next(),
        // A script whose reply was lost is sent again, and then finds nothing wrong.
        ({ repairs }) => expect(repairs.length).toBeLessThanOrEqual(1),
      );
      await checkPass({ indexes: processes.indexCheck });
      expect(await dueIds(processes, CREATED, 1)).toEqual([process.id]);
    },
  },
];

describe('a reply that breaks off', () => {
  let server: RedisServer;
  let lanes: Lane[];
  beforeAll(async () => {
    server = await RedisServer.start();
    lanes = await Promise.all(Array.from({ length: LANES }, () => openLane(server)));
  });
  afterAll(async () => {
    await Promise.all(
      lanes.map(async ({ client, proxy }) => {
        client.disconnect();
        await proxy.stop();
      }),
    );
    await server.stop();
  });

  it.each(CASES)(
    'after any of its bytes neither loses nor doubles anything: $name',
    async ({ run }) => {
      let uncut = Infinity;
      await Promise.all(
        lanes.map(async (lane, nth) => {
          for (let bytes = nth; bytes < uncut; bytes += LANES) {
            const keyPrefix = `${TEST_PREFIX}-${randomUUID()}`;
            await run(attemptOn(lane, keyPrefix, server.admin), async (call, isRight) => {
              lane.proxy.set({ kind: 'cutReply', afterBytes: bytes });
              await call().then(isRight, expectUnknown);
              if (!lane.proxy.isSound) uncut = Math.min(uncut, bytes);
              lane.proxy.set({ kind: 'none' });
              await until(() =>
                lane.client.ping().then(
                  () => true,
                  () => false,
                ),
              );
            });
            expect(await indexDifferences([server.admin], keyPrefix)).toEqual([]);
            await server.admin.unlink(await server.admin.keys(`${keyPrefix}:*`));
          }
        }),
      );
      // A reply of fewer bytes than any has would mean that nothing was cut.
      expect(uncut).toBeGreaterThan(3);
      expect(uncut).toBeLessThan(Infinity);
    },
    TIMEOUT_MS,
  );
});

async function openLane(server: RedisServer): Promise<Lane> {
  const proxy = await TcpProxy.start(server.port);
  const url = server.url.replace(String(server.port), String(proxy.port));
  const detected = { mode: 'standalone', master: '', sentinelCredentials: true } as const;
  const client = new Redis(redisOptions(redisTarget({ url }), detected));
  client.on('error', () => undefined);
  // Every attempt on it listens for as long as the lane is there.
  client.setMaxListeners(0);
  await client.connect();
  return { proxy, client };
}

function attemptOn({ client }: Lane, keyPrefix: string, admin: Redis): Attempt {
  const [link, keys] = [new RedisLink(client, 3_000), new ProcessKeys(keyPrefix)];
  return {
    processes: new RedisProcessRepository(link, keys),
    workers: new RedisWorkerRegistry(link, keys),
    keys,
    admin,
  };
}

function expectUnknown(error: unknown): void {
  expect(error).toBeInstanceOf(StoreUnavailable);
}

function corruption(error: unknown): string {
  if (error instanceof ProcessCorrupted) return 'corrupted';
  throw error;
}

function twins(): [DecisionProcess, DecisionProcess] {
  const first = aPendingProcess();
  return [first, aPendingProcess({ id: first.id, query: 'Another question?' })];
}
