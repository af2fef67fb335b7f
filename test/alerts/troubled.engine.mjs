// An engine that brings an installation into trouble, in the way the problem names.
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, PermanentStepError } from 'decision-backend/engine';

const BLOCKS_MS = 1_300;
const LOOKS_EVERY_MS = 20;

const TROUBLE = {
  none: () => null,
  fail: () => {
    throw new PermanentStepError('no_supplier', 'There is no such supplier.');
  },
  block: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCKS_MS),
  ask: ({ answers }) =>
    answers.sign ?? ask({ name: 'sign', kind: 'approval', title: 'Sign?', expiresInMs: 1 }),
  hold: async ({ problem, signal }) => {
    while (!existsSync(problem.gate)) await delay(LOOKS_EVERY_MS, undefined, { signal });
    return null;
  },
};

export const engines = [
  {
    name: 'troubled',
    version: 1,
    parse: (problem) => problem,
    steps: [
      {
        name: 'only',
        attempts: 2,
        timeoutMs: 600_000,
        run: (context) => TROUBLE[context.problem.makes](context),
      },
    ],
  },
];
