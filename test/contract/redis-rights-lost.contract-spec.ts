import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { begin } from '../../src/decisions/domain/transitions.js';
import { accepted, aCompletedProcess, aPendingProcess, aWorkerId, CREATED } from '../support/a-process.js';
import { RedisServer, STORE_USER } from '../support/redis-server.js';
import { checkPass } from './check-pass.js';
import { indexDifferences } from './redis-indexes.js';
import { openRedisSubject } from './redis-subject.js';

jest.setTimeout(60_000);

/** Scripts are not rolled back: what they had written when a right was missing stays. */
describe('a right that is taken away between two checks of the rights', () => {
  let server: RedisServer;
  let subject: Awaited<ReturnType<typeof openRedisSubject>>;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    subject = await openRedisSubject({ url: server.url });
  });
  afterEach(() => subject.dispose());

  async function without(command: string, write: () => Promise<unknown>): Promise<void> {
    await server.admin.call('ACL', 'SETUSER', STORE_USER.username, `-${command}`);
    try {
      await expect(write()).rejects.toMatchObject({ code: 'store_unavailable', reason: 'missing_right' });
    } finally {
      await server.admin.call('ACL', 'SETUSER', STORE_USER.username, `+${command}`);
    }
  }

  it.each(['hset', 'zrem', 'zadd', 'publish'])(
    'leaves a process that is created whole or not at all, once the indexes are compared: %s',
    async (command) => {
      const { persistence, keyPrefix } = subject;
      const pending = aPendingProcess();
      await without(command, () => persistence.processes.create(pending));
      await checkPass(persistence);

      expect(await indexDifferences([server.admin], keyPrefix)).toEqual([]);
      const { pending: listed } = (await persistence.processes.statistics([])).counts;
      expect(listed).toBe((await persistence.processes.find(pending.id)) === null ? 0 : 1);
    },
  );

  it.each(['hset', 'zrem', 'zadd', 'publish'])(
    'leaves one that is written in its lists: %s',
    async (command) => {
      const { persistence, keyPrefix } = subject;
      const { processes } = persistence;
      const pending = await processes.create(aPendingProcess());
      const running = accepted(begin(pending, aWorkerId(), CREATED + 1));
      await without(command, () => processes.swap(pending, running));
      await checkPass(persistence);

      expect(await indexDifferences([server.admin], keyPrefix)).toEqual([]);
      expect(await processes.find(pending.id)).not.toBeNull();
    },
  );

  it.each(['unlink', 'zrem', 'set', 'publish'])(
    'leaves one that is removed there or gone, and never one that cannot be read: %s',
    async (command) => {
      const { persistence, keyPrefix } = subject;
      const { processes } = persistence;
      const [one, others] = [aCompletedProcess(), aCompletedProcess()];
      await processes.create(one);
      await processes.create(others);
      await without(command, () => processes.remove(one));
      if (command !== 'set') await without(command, () => processes.removeSettled(Infinity, 10));
      await checkPass(persistence);

      expect(await indexDifferences([server.admin], keyPrefix)).toEqual([]);
      expect((await processes.statistics([])).quarantined).toBe(0);
    },
  );
});
