// Steps that a test holds from outside, in whichever process they run: the gate is a file, open once it exists.
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const LOOKS_EVERY_MS = 20;

/** Known by its mark, so that this module needs nothing of the program: trying again does not help. */
function shut() {
  const error = new Error('The gate is shut.');
  return Object.assign(error, {
    [Symbol.for('decision-backend.engine-error')]: 'permanent',
    code: 'gate_shut',
  });
}

const pass = {
  name: 'pass',
  // One for a server that is killed, one for the server that goes on.
  attempts: 2,
  timeoutMs: 600_000,
  async run({ problem, signal }) {
    if (problem.insists && !existsSync(problem.gate)) throw shut();
    while (!existsSync(problem.gate)) await delay(LOOKS_EVERY_MS, undefined, { signal });
    return null;
  },
};

/** `{gate, insists}`: the path of the file, and whether a gate that is shut is a failure rather than waited for. */
export const engines = [
  {
    name: 'gated',
    version: 1,
    parse: (problem) => problem,
    steps: [
      { name: 'arrive', run: () => process.pid },
      pass,
      { name: 'leave', run: ({ outputs }) => ({ arrived: outputs.arrive, left: process.pid }) },
    ],
  },
];
