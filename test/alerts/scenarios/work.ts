import { ProcessKeys } from '../../../src/persistence/redis/server/process-keys.js';
import { parseProcessId } from '../../../src/decisions/domain/ids.js';
import { until } from '../../support/until.js';
import type { Installation } from '../installation.js';
import type { Scenario } from '../scenario.js';

const KEYS = new ProcessKeys('decisions');
const MINUTE_MS = 60_000;

/** Processes wait, fail, cannot be read, or are not where indexes say. */
export const WORK_SCENARIOS: readonly Scenario[] = [
  {
    alerts: ['DecisionQueueStuck', 'DecisionEngineStuck', 'DecisionEngineMissing'],
    how: 'a process has waited for twenty minutes for an engine that no instance has',
    begin: (site) => site.keep({ engine: 'gone', createdAt: Date.now() - 20 * MINUTE_MS }),
    end: cancelPending,
    log: { event: 'unserved_work', engine: 'gone', version: 1 },
    health: 'engines pending_without_engine',
    ctl: ['engines', 'not on the instance that was asked'],
  },
  {
    alerts: [],
    how: 'a process is to be begun tomorrow, and was started long ago',
    begin: (site) =>
      site.keep({ createdAt: Date.now() - 20 * MINUTE_MS, runAt: Date.now() + 1_440 * MINUTE_MS }),
    end: cancelPending,
    ctl: ['stats', 'The oldest pending one waits since'],
  },
  {
    alerts: ['DecisionQueueSlow'],
    how: 'a process had waited for two minutes when a slot was free for it',
    begin: (site) => site.keep({ createdAt: Date.now() - 2 * MINUTE_MS, problem: { makes: 'none' } }),
    ctl: ['list --limit 1', 'completed'],
  },
  {
    alerts: ['DecisionProcessesFail'],
    how: 'a step threw an error that trying again does not mend',
    begin: async ({ main }) => ended(main, await main.begin('fail')),
    log: { event: 'settled', status: 'failed', code: 'no_supplier' },
    ctl: ['list --status failed --limit 1', 'failed'],
  },
  {
    alerts: ['DecisionAnswersOverdue', 'DecisionProcessesFail'],
    how: 'a step asked people, and nobody answered in time',
    begin: async ({ main }) => ended(main, await main.begin('ask')),
    log: { event: 'expired' },
    ctl: ['list --status failed --limit 1', 'failed'],
  },
  {
    alerts: ['DecisionRecordsQuarantined'],
    how: 'somebody wrote into the record of a process',
    begin: async (site) => {
      const id = await completed(site);
      await site.redis.admin.hset(KEYS.of(id).process(id), 'facts', 'not JSON');
    },
    end: async ({ main }) => {
      const [id = ''] = /[0-9a-f-]{36}/.exec(await main.ctl('corrupt')) ?? [];
      await main.ctl('corrupt', 'remove', id);
    },
    log: { event: 'index_repaired', outcome: 'quarantined' },
    ctl: ['corrupt', 'facts is'],
  },
  {
    alerts: ['DecisionIndexesDisagree'],
    how: 'somebody took a process out of an index',
    begin: async (site) => {
      const id = await completed(site);
      await site.redis.admin.zrem(KEYS.of(id).index('settled'), id);
    },
    log: { event: 'index_repaired', outcome: 'entered', indexes: ['settled'] },
    ctl: ['corrupt', 'none is in quarantine'],
  },
];

async function ended(main: Installation['main'], id?: string): Promise<void> {
  await until(async () => ['completed', 'failed'].includes(await main.status(id)));
}

async function completed({ main }: Installation) {
  const id = parseProcessId((await main.begin('none')) ?? '');
  if (id === null) throw new Error('The start was refused.');
  await ended(main, id);
  return id;
}

async function cancelPending({ main }: Installation): Promise<void> {
  await main.ctl('cancel', '--status', 'pending', '--yes');
}
