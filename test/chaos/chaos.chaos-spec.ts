import { describe, expect, it } from '@jest/globals';
import { ask } from './scenarios/ask.js';
import { cut } from './scenarios/cut.js';
import { freeze } from './scenarios/freeze.js';
import { idempotency } from './scenarios/idempotency.js';
import { kill } from './scenarios/kill.js';
import { mixed } from './scenarios/mixed.js';
import { sabotage } from './scenarios/sabotage.js';
import type { ScenarioSettings } from './scenarios/scenario.js';
import { DEFAULTS } from './scenarios/scenarios.js';

const LIMIT_MS = 240_000;

/** Small, on a machine that may be busy with other tests: what counts is the verdict, not how fast it is reached. */
const SMALL: ScenarioSettings = { ...DEFAULTS, servers: 2, leaseMs: 1_500, slackMs: 20_000 };

describe('real servers on a real store, judged from outside', () => {
  it(
    'keep every promise while servers and store are killed, stopped, cut off and restarted',
    async () => {
      const { violations, evidence } = await mixed({ ...SMALL, servers: 3, processes: 120, faults: 12 });
      expect(violations).toEqual([]);
      expect(evidence.accepted).toHaveLength(120);
      expect(evidence.faults).toHaveLength(12);
    },
    LIMIT_MS,
  );

  it(
    'make one process of a hundred starts with one key, whichever server dies meanwhile',
    async () => {
      const { violations, evidence } = await idempotency({ ...SMALL, faults: 2 });
      expect(violations).toEqual([]);
      expect(evidence.dump.processes.size).toBe(2);
    },
    LIMIT_MS,
  );

  it(
    'take one answer to each question, or let it expire, whichever server dies amid answers',
    async () => {
      const { violations, evidence, figures } = await ask({ ...SMALL, processes: 40, faults: 3 });
      expect(violations).toEqual([]);
      expect(evidence.accepted).toHaveLength(40);
      expect(figures['requests answered']).toBeGreaterThan(40);
      expect(figures['requests expired']).toBeGreaterThan(0);
    },
    LIMIT_MS,
  );

  it(
    'are not acquitted when two are told that theirs is the answer',
    async () => {
      const broken = await ask({ ...SMALL, processes: 10, faults: 0, ...without('first-answer-off') });
      expect(promisesBroken(broken)).toEqual(['I10']);
    },
    LIMIT_MS,
  );

  it(
    'are not acquitted with the fence off: late writes of servers that were stopped stand',
    async () => {
      const broken = await freeze({ ...SMALL, processes: 40, faults: 3, ...without('fence-off') });
      expect(promisesBroken(broken)).toContain('I3');
    },
    LIMIT_MS,
  );

  it(
    'are not acquitted with the operation id off: a write that is sent again meets itself as a stranger',
    async () => {
      const broken = await cut({ ...SMALL, processes: 60, faults: 8, ...without('operation-id-off') });
      expect(promisesBroken(broken)).toContain('I3');
    },
    LIMIT_MS,
  );

  it(
    'are not acquitted with the takeover off: what a dead server ran is lost',
    async () => {
      const broken = await kill({ ...SMALL, processes: 40, faults: 2, ...without('takeover-off') });
      expect(promisesBroken(broken)).toContain('I1');
    },
    LIMIT_MS,
  );
});

function without(guard: string): Pick<ScenarioSettings, 'preloads' | 'patienceMs'> {
  return { preloads: [sabotage(guard)], patienceMs: 6_000 };
}

function promisesBroken({ violations }: Awaited<ReturnType<typeof mixed>>): string[] {
  return [...new Set(violations.map(({ promise }) => promise))];
}
