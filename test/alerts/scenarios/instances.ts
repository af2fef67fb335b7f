import { writeFile } from 'node:fs/promises';
import { ProcessKeys } from '../../../src/persistence/redis/server/process-keys.js';
import { aProcessId } from '../../support/a-process.js';
import { until } from '../../support/until.js';
import type { Scenario } from '../scenario.js';

const AGAIN_AND_AGAIN = 3;
/** Of one partition. */
const TIMERS = new ProcessKeys('decisions').of(aProcessId()).index('timers');

/** Instances die, lose their lease, are blocked, have no slots, fail by themselves, or are gone. */
export const INSTANCE_SCENARIOS: readonly Scenario[] = [
  {
    alerts: ['DecisionWorkersDie'],
    how: 'an instance was killed amid a step, and another one took its process over',
    begin: async (site) => {
      const other = await site.add('other', {});
      const id = await other.begin('hold', { gate: site.gate });
      await until(async () => (await other.status(id)) === 'running');
      await site.endOthers('SIGKILL');
    },
    end: (site) => writeFile(site.gate, ''),
    log: { event: 'taken_over' },
    ctl: ['workers', 'alive'],
  },
  {
    alerts: ['DecisionLeasesLost'],
    how: 'Redis was stopped three times for longer than a lease, and went on',
    begin: async ({ redis, main }) => {
      for (let nth = 0; nth < AGAIN_AND_AGAIN; nth++) {
        const [lost, regained] = [main.count('lease_lost'), main.count('lease_regained')];
        redis.signal('SIGSTOP');
        await until(() => main.count('lease_lost') > lost);
        redis.signal('SIGCONT');
        await until(() => main.count('lease_regained') > regained);
      }
      await until(async () => !(await main.health()).some((fault) => /^redis (?!slow)/.test(fault)));
    },
    log: { event: 'lease_lost' },
    ctl: ['workers', 'alive'],
  },
  {
    alerts: ['DecisionEventLoopBlocked'],
    how: 'a step computed for more than a second without a pause, three times',
    begin: async ({ main }) => {
      for (let nth = 0; nth < AGAIN_AND_AGAIN; nth++) {
        const blocked = main.count('loop_blocked');
        await until(async () => (await main.begin('block')) !== undefined);
        await until(() => main.count('loop_blocked') > blocked);
      }
    },
    log: { event: 'loop_blocked' },
    ctl: ['workers', 'alive'],
  },
  {
    alerts: ['DecisionBackgroundFailures'],
    how: 'somebody made an index of the store something else',
    begin: (site) => site.redis.admin.set(TIMERS, 'no index'),
    end: (site) => site.redis.admin.del(TIMERS),
    log: { event: 'trouble', task: 'expiry' },
    ctl: ['workers', 'alive'],
  },
  {
    alerts: ['DecisionNoWorkers'],
    how: 'the only instance was restarted with `ROLE=api`, and something was started',
    begin: async (site) => {
      await site.restart({ ROLE: 'api' });
      await site.main.begin('none');
    },
    end: async (site) => {
      await site.main.ctl('cancel', '--status', 'pending', '--yes');
      await site.restart();
    },
    ctl: ['workers', 'api'],
  },
  {
    alerts: ['DecisionServiceMissing'],
    how: 'the only instance was ended',
    begin: ({ main }) => main.end(),
    end: (site) => site.restart(),
    health: 'no answer',
    ctl: ['workers', 'did not answer: the connection was refused'],
  },
];
