import { describe, expect, it } from '@jest/globals';
import { ProbeReport } from './health-report.js';
import { type HealthFacts, liveness, readiness, startup } from './probes.js';

const HEALTHY: HealthFacts = {
  isStarted: true,
  isDraining: false,
  loopsSilentMs: 1_000,
  hasUnservedWork: false,
  loopsLimitMs: 60_000,
  eventLoopP99Ms: 3,
  store: { status: 'up', tookMs: 2 },
  storeDownMs: 0,
  isStoreNearlyFull: false,
  storeImpairment: null,
  failsOnStore: false,
};
const AWAY = { store: { status: 'down', reason: 'timeout', since: 0 }, storeDownMs: 3_600_000 } as const;

type Answer = 'ok' | 'degraded' | 'error';
const STATES: readonly (readonly [string, Partial<HealthFacts>, Answer, Answer, Answer])[] = [
  ['all is well', {}, 'ok', 'ok', 'ok'],
  ['it is starting', { isStarted: false }, 'error', 'ok', 'error'],
  ['it is leaving', { isDraining: true }, 'ok', 'ok', 'error'],
  [
    'its loops have ended because it is leaving',
    { isDraining: true, loopsSilentMs: 70_000 },
    'ok',
    'ok',
    'error',
  ],
  ['a loop is stuck', { loopsSilentMs: 60_001 }, 'ok', 'error', 'ok'],
  ['work waits for an engine', { hasUnservedWork: true }, 'ok', 'ok', 'degraded'],
  ['a loop is slow', { loopsSilentMs: 60_000 }, 'ok', 'ok', 'ok'],
  ['the event loop is late', { eventLoopP99Ms: 1_000 }, 'ok', 'ok', 'error'],
  ['the event loop is busy', { eventLoopP99Ms: 999 }, 'ok', 'ok', 'ok'],
  ['the store has been away for an hour', AWAY, 'ok', 'ok', 'degraded'],
  ['the store has been away and that is to count', { ...AWAY, failsOnStore: true }, 'ok', 'ok', 'error'],
  ['the store has just gone', { ...AWAY, failsOnStore: true, storeDownMs: 30_000 }, 'ok', 'ok', 'degraded'],
  ['the store is slow', { store: { status: 'up', tookMs: 251 } }, 'ok', 'ok', 'degraded'],
  ['the store is nearly full', { isStoreNearlyFull: true }, 'ok', 'ok', 'degraded'],
  ['memory stands in for Redis', { storeImpairment: 'memory_fallback' }, 'ok', 'ok', 'degraded'],
];

describe('the probes', () => {
  it.each(STATES)('when %s', (_state, change, started, live, ready) => {
    const facts = { ...HEALTHY, ...change };
    const answers = [startup, liveness, readiness].map((probe) => new ProbeReport(probe(facts)).status);

    expect(answers).toEqual([started, live, ready]);
  });

  it('say in a fixed word what is wrong', () => {
    const checks = readiness({ ...HEALTHY, ...AWAY, isDraining: true, eventLoopP99Ms: 5_000 });

    expect(checks).toEqual({
      startup: { status: 'up' },
      shutdown: { status: 'down', code: 'draining' },
      event_loop: { status: 'down', code: 'overloaded' },
      store: { status: 'degraded', code: 'timeout' },
    });
  });
});
