import { until } from '../../support/until.js';
import { freePort } from '../../support/free-port.js';
import type { Installation } from '../installation.js';
import type { Scenario } from '../scenario.js';

const STORE_DOWN = ['start scripts/demo-problem.json', '503 store_unavailable'] as const;

/** Redis is gone, refuses, is nearly full, is set up badly, or is not used at all. */
export const STORE_SCENARIOS: readonly Scenario[] = [
  {
    alerts: ['DecisionStoreDown'],
    how: 'Redis was killed',
    begin: ({ redis }) => redis.kill(),
    end: ({ redis }) => redis.restart(),
    log: { event: 'store_down', reason: 'connection_refused', outcome: 'unknown' },
    health: 'redis connection_refused',
    ctl: STORE_DOWN,
  },
  {
    alerts: ['DecisionStoreDown', 'DecisionStoreRefuses', 'DecisionHttpErrors'],
    how: 'Redis got less `maxmemory` than it uses, and callers went on starting',
    begin: async (site) => {
      await site.redis.admin.config('SET', 'maxmemory', '1');
      await startsAreRefused(site);
    },
    end: ({ redis }) => redis.admin.config('SET', 'maxmemory', '0'),
    log: { event: 'store_down', reason: 'store_full', outcome: 'refused' },
    health: 'redis store_full',
    ctl: STORE_DOWN,
  },
  {
    alerts: ['DecisionStoreDown', 'DecisionStoreRefuses', 'DecisionHttpErrors'],
    how: 'Redis was made a replica, which takes no writes, and callers went on starting',
    begin: async (site) => {
      await site.redis.admin.replicaof('127.0.0.1', await freePort());
      await startsAreRefused(site);
    },
    end: ({ redis }) => redis.admin.replicaof('NO', 'ONE'),
    log: { event: 'store_down', reason: 'read_only', outcome: 'refused' },
    health: 'redis read_only',
    ctl: STORE_DOWN,
  },
  {
    alerts: ['DecisionStoreNearlyFull'],
    how: 'Redis got hardly more `maxmemory` than it uses',
    begin: async ({ redis }) => {
      const used = Number(/^used_memory:(\d+)/m.exec(await redis.admin.info('memory'))?.[1]);
      await redis.admin.config('SET', 'maxmemory', String(Math.round(used * 1.05)));
    },
    end: ({ redis }) => redis.admin.config('SET', 'maxmemory', '0'),
    log: { event: 'store_nearly_full' },
    health: 'redis store_nearly_full',
    ctl: ['start scripts/demo-problem.json', '503 store_nearly_full'],
  },
  {
    alerts: ['DecisionStoreAtRisk'],
    how: 'Redis keeps no append-only file, and the instance was restarted',
    begin: async (site) => {
      await site.redis.admin.config('SET', 'appendonly', 'no');
      await site.restart();
    },
    end: async (site) => {
      await site.redis.admin.config('SET', 'appendonly', 'yes');
      await site.restart();
    },
    log: { event: 'store_warning', code: 'aof_off' },
    health: 'redis warns of aof_off',
    ctl: ['stats', 'in redis, durable'],
  },
  {
    alerts: ['DecisionMemoryFallback'],
    how: 'the instance was restarted with a port of Redis nobody listens on',
    begin: async (site) => site.restart({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` }),
    end: (site) => site.restart(),
    log: { event: 'store_warning', code: 'memory_fallback' },
    health: 'memory memory_fallback',
    ctl: ['stats', 'in memory, gone when the service ends'],
  },
];

/** Until a start has been answered by what the store says. */
async function startsAreRefused({ main }: Installation): Promise<void> {
  await until(async () => (await main.begin('none')) === undefined);
}
