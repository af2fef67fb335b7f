import { afterAll, beforeAll, describe } from '@jest/globals';
import { openMemoryPersistence } from '../../src/persistence/memory/memory-persistence.js';
import { RedisServer } from '../support/redis-server.js';
import { testIdempotentStarts } from './idempotent-starts.contract.js';
import { openRedisSubject } from './redis-subject.js';
import { openForEachTest } from './subject.js';

describe('in memory', () => {
  testIdempotentStarts(
    openForEachTest(() => {
      const persistence = openMemoryPersistence(Date.now);
      return Promise.resolve({
        persistence,
        reopen: () => Promise.resolve(persistence),
        dispose: () => Promise.resolve(),
      });
    }),
  );
});

describe('on Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());
  testIdempotentStarts(openForEachTest(() => openRedisSubject({ url: server.url })));
});
