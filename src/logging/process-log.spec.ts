import { describe, expect, it } from '@jest/globals';
import { validateEnv } from '../config/validate-env.js';
import { type ProcessEvent, ProcessEvents } from '../decisions/application/base/process-events.js';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import {
  aCancelledProcess,
  aCompletedProcess,
  aFailedProcess,
  aPendingProcess,
  aRunningProcess,
} from '../../test/support/a-process.js';
import { reportFailure } from '../decisions/application/running/step-failure.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { type Faulty, faulty } from '../../test/support/faulty-store.js';
import { StoreMonitor } from '../health/store-monitor.js';
import { openMemoryPersistence } from '../persistence/memory/memory-persistence.js';
import type { Persistence } from '../persistence/persistence.js';
import { ProcessLog } from './process-log.js';
import { createRootLogger } from './root-logger.js';

const CANARY = 'canary-5d1c';
const SECRETIVE = {
  query: CANARY,
  problem: { [CANARY]: CANARY },
  labels: { [CANARY]: CANARY },
  fingerprint: CANARY,
  outputs: [CANARY],
  result: CANARY,
  error: { message: CANARY },
};
const running = aRunningProcess(SECRETIVE);
const failed = aFailedProcess(SECRETIVE);

const FAILURE = reportFailure(new Error(`no ${CANARY} at redis://user:hunter2@store`), 'frame');

const LEVELS: readonly (readonly [string, ProcessEvent])[] = [
  ['info', { type: 'accepted', process: running }],
  ['debug', { type: 'begun', process: running, waitedMs: 5 }],
  ['debug', { type: 'step_completed', process: running, step: 'frame', tookMs: 5 }],
  [
    'warn',
    { type: 'step_failed', process: aPendingProcess(SECRETIVE), step: 'frame', failure: FAILURE, retryAt: 5 },
  ],
  ['warn', { type: 'step_failed', process: failed, step: 'frame', failure: FAILURE, retryAt: null }],
  ['info', { type: 'settled', process: aCompletedProcess(SECRETIVE) }],
  ['info', { type: 'settled', process: aCancelledProcess(SECRETIVE) }],
  ['error', { type: 'settled', process: failed }],
  ['info', { type: 'released', process: running }],
  ['warn', { type: 'taken_over', process: running, from: 'worker-2' }],
  ['warn', { type: 'adopted', process: running }],
  ['info', { type: 'resumed', process: running }],
  ['info', { type: 'removed', count: 3 }],
  ['warn', { type: 'fenced', process: running }],
  ['warn', { type: 'late_result', process: running, step: 'frame' }],
  ['warn', { type: 'lease_lost' }],
  ['warn', { type: 'unserved_work', engine: 'gone', version: 1, pending: 3 }],
  ['info', { type: 'lease_regained' }],
  [
    'warn',
    { type: 'loop_blocked', blockedMs: 9, steps: [{ processId: running.id, engine: 'x', step: 'frame' }] },
  ],
  ['warn', { type: 'store_clock_stepped', stepMs: 3_600_000 }],
  ['warn', { type: 'index_repaired', repair: { id: running.id, indexes: ['due'], outcome: 'entered' } }],
  ['debug', { type: 'indexes_compared', checked: 9, repaired: 1, tookMs: 5 }],
  ['error', { type: 'trouble', task: 'run', error: new Error(CANARY, { cause: new Error(CANARY) }) }],
];

describe('the log of processes', () => {
  it.each(LEVELS.map(([level, event]) => ({ level, event, type: event.type })))(
    'writes one $level line for $type',
    ({ level, event }) => {
      const { events, lines } = aLog();
      events.emit(event);

      expect(lines()).toEqual([
        expect.objectContaining({ level, event: event.type, worker: 'worker-1', msg: expect.any(String) }),
      ]);
    },
  );

  it('says which process it is about, and what became of it', () => {
    const { events, lines } = aLog();
    events.emit({ type: 'settled', process: failed });

    expect(lines()).toEqual([
      expect.objectContaining({
        process_id: failed.id,
        status: 'failed',
        step: failed.error.step,
        attempt: failed.attempt,
        code: failed.error.code,
        duration_ms: failed.completedAt - failed.createdAt,
      }),
    ]);
  });

  it('says where a record is that was put into quarantine, and what is wrong with which field', () => {
    const { events, lines } = aLog();
    const record = { key: `decisions:{0x42}:process:${running.id}`, fault: 'problem is not JSON' };
    events.emit({
      type: 'index_repaired',
      repair: { id: running.id, indexes: ['quarantine'], outcome: 'quarantined', record },
    });

    expect(lines()).toEqual([
      expect.objectContaining({ level: 'error', process_id: running.id, outcome: 'quarantined', ...record }),
    ]);
  });

  it('names the trace that the process was started in', () => {
    const { events, lines } = aLog();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    events.emit({ type: 'accepted', process: aPendingProcess({ traceparent }) });
    events.emit({ type: 'accepted', process: aPendingProcess({ traceparent: CANARY }) });

    expect(lines().map(({ trace_id }) => trace_id)).toEqual(['0af7651916cd43dd8448eb211c80319c', undefined]);
  });

  it('says why a step failed and where, under the reference that callers are given', () => {
    const { events, lines } = aLog();
    const failure = reportFailure(new Error('connect ECONNREFUSED redis://user:hunter2@store'), 'frame');
    events.emit({ type: 'step_failed', process: failed, step: 'frame', failure, retryAt: null });

    expect(lines()).toEqual([
      expect.objectContaining({
        reference: failure.reference,
        cause: {
          type: 'Error',
          message: 'connect ECONNREFUSED redis://***@store',
          frames: expect.arrayContaining([expect.stringContaining('process-log.spec')]),
        },
      }),
    ]);
    expect(failure.error.message).toContain(failure.reference);
  });

  it('repeats nothing of queries, problems, outputs, results and labels, not even where an error quotes them', () => {
    const { events, text } = aLog();
    for (const [, event] of LEVELS) events.emit(event);

    expect(text()).toContain(running.id);
    expect(text()).not.toContain(CANARY);
    expect(text()).not.toContain('hunter2');
  });

  it('reports a background task that keeps failing once in a while, with how often it failed meanwhile', async () => {
    const { events, lines, clock } = aLog();
    const fail = (task: string) =>
      events.emit({ type: 'trouble', task, error: new StoreUnavailable('timeout') });
    for (let second = 0; second < 40; second++) {
      fail('dispatch');
      await clock.advance(1_000);
    }
    fail('index check');
    // First the store is looked at, which may explain it.
    await clock.advance(1_000);

    expect(lines().map(({ task, suppressed }) => [task, suppressed])).toEqual([
      ['dispatch', undefined],
      ['dispatch', 29],
      ['index check', undefined],
    ]);
  });

  it('says nothing of tasks that fail because the store is down: that has been said once', async () => {
    const { events, lines, clock, connection } = aLog();
    connection.lose('check', 'request', 10);
    for (const task of ['dispatch', 'takeover', 'dispatch', 'heartbeat']) {
      events.emit({ type: 'trouble', task, error: new StoreUnavailable('timeout') });
      await clock.advance(500);
    }

    expect(lines()).toEqual([]);
  });
});

interface Log {
  readonly events: ProcessEvents;
  readonly clock: FakeClock;
  readonly text: () => string;
  readonly lines: () => Record<string, unknown>[];
  readonly connection: Faulty<Persistence>;
}

function aLog(): Log {
  const written: string[] = [];
  const events = new ProcessEvents();
  const clock = new FakeClock();
  const destination = { write: (line: string) => void written.push(line) };
  const logger = createRootLogger(validateEnv({ LOG_LEVEL: 'debug' }), 'worker-1', destination);
  const connection = faulty(openMemoryPersistence(() => clock.now()));
  new ProcessLog(logger, clock, events, new StoreMonitor(connection.store, clock)).onModuleInit();
  const lines = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { events, clock, text: () => written.join(''), lines, connection };
}
