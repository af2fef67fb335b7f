import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import { openMemoryPersistence } from '../persistence/memory/memory-persistence.js';
import { faulty } from '../../test/support/faulty-store.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { StoreMonitor } from './store-monitor.js';

describe('the store monitor', () => {
  it('takes the store that was just opened for up', () => {
    const { monitor } = aMonitor();

    expect(monitor.state).toEqual({ status: 'up', tookMs: 0 });
  });

  it('notices that the store has gone and that it is back', async () => {
    const { monitor, clock, connection } = aMonitor();
    monitor.onApplicationBootstrap();
    connection.lose('check', 'request', 2);
    await clock.advance(5_000);
    const since = clock.monotonic();

    expect(monitor.state).toEqual({ status: 'down', reason: 'timeout', since });
    await clock.advance(5_000);
    expect(monitor.state).toEqual({ status: 'down', reason: 'timeout', since });
    await clock.advance(5_000);
    expect(monitor.state).toEqual({ status: 'up', tookMs: 0 });
    await monitor.beforeApplicationShutdown();
  });

  it('says nothing of an error it does not know but that it is a fault', async () => {
    const clock = new FakeClock();
    const check = () => Promise.reject(new Error('redis://user:secret@host'));
    const monitor = new StoreMonitor({ ...openMemoryPersistence(() => clock.now()), check }, clock);
    monitor.onApplicationBootstrap();
    await clock.advance(0);

    expect(monitor.state).toEqual({ status: 'down', reason: 'fault', since: clock.monotonic() });
    await monitor.beforeApplicationShutdown();
  });

  it('asks no more once the instance leaves', async () => {
    const clock = new FakeClock();
    let checks = 0;
    const check = () => (checks++, Promise.reject(new StoreUnavailable('timeout')));
    const monitor = new StoreMonitor({ ...openMemoryPersistence(() => clock.now()), check }, clock);
    monitor.onApplicationBootstrap();
    await clock.advance(0);
    await monitor.beforeApplicationShutdown();
    await clock.advance(60_000);

    expect(checks).toBe(1);
  });
});

function aMonitor() {
  const clock = new FakeClock();
  const connection = faulty(openMemoryPersistence(() => clock.now()));
  return { monitor: new StoreMonitor(connection.store, clock), clock, connection };
}
