import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type ProcessId,
  parseProcessId,
  parseWorkerId,
  type WorkerId,
} from '../../src/decisions/domain/ids.js';
import { programs } from './process-store.commands.js';
import { StoreModel } from './process-store.model.js';
import type { OpenSubject } from './subject.js';

/** The same for every store, so that stores which agree with the model have been through the same programs. */
const SEED = 20_260_101;
/** How many programs; many take their time: `STORE_PROGRAMS=300`. */
const PROGRAMS = Number(process.env.STORE_PROGRAMS ?? 30);
const TIMEOUT_MS = 240_000;

const IDS = ['0', '3', '7', 'b', 'f', 'f0'].map(anId);
const WORKERS = ['worker-a', 'worker-b'].map(aWorker);

/**
 * Runs random programs on a store and on its model: after every command the two show the same.
 *
 * @param part of the programs: less than all of them where a store does the same as another one in another place
 */
export function testStoreModel(name: string, open: OpenSubject, part = 1): void {
  describe(`random programs (${name})`, () => {
    it(
      'leave the store as they leave the model',
      async () => {
        let commands = 0;
        const program = fc.asyncProperty(programs(IDS, WORKERS), async (all) => {
          const subject = await open();
          try {
            const first = subject.persistence.processes;
            const second = (await subject.reopen()).processes;
            const setup = () => ({ model: new StoreModel(IDS, WORKERS), real: { first, second } });
            await fc.asyncModelRun(setup, all);
            commands += [...all].length;
          } finally {
            await subject.dispose();
          }
        });
        const numRuns = Math.ceil(PROGRAMS * part);
        await fc.assert(program, { seed: SEED, numRuns });
        expect(commands).toBeGreaterThan(numRuns);
      },
      TIMEOUT_MS,
    );
  });
}

function anId(ending: string): ProcessId {
  const id = parseProcessId(`01900000-0000-7000-8000-${ending.padStart(12, '0')}`);
  if (id === null) throw new Error(`No id ends in ${ending}.`);
  return id;
}

function aWorker(name: string): WorkerId {
  const worker = parseWorkerId(name);
  if (worker === null) throw new Error(`No worker is called ${name}.`);
  return worker;
}
