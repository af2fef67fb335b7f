import type { Random } from '../bed/random.js';
import type { TestBed } from '../bed/test-bed.js';
import { sleep } from '../bed/time.js';
import { cutReplies, freezeOne, killOne, terminate } from '../faults/server-faults.js';
import { freezeStore, killStore } from '../faults/store-faults.js';
import type { Scenario } from './scenario.js';
import { underLoad } from './under-load.js';

type Strike = (bed: TestBed, random: Random) => Promise<unknown>;

/** Every kind of fault in turn, so that even a short run has each. */
const STRIKES: readonly Strike[] = [
  killOne,
  freezeOne,
  (bed, random) => cutReplies(bed, random, 5),
  killStore,
  (bed, random) => terminate(bed, random.pick(bed.steady.length > 1 ? bed.steady : bed.servers)),
  freezeStore,
];

/** All faults, one after the other. */
export const mixed: Scenario = (settings) =>
  underLoad(settings, {
    strike: async (bed, round) => {
      await STRIKES[round % STRIKES.length]?.(bed, bed.random);
      await sleep(bed.settings.leaseMs * bed.random.next());
    },
  });
