import { sleep } from '../bed/time.js';
import { cutReplies } from '../faults/server-faults.js';
import { freezeStore, killStore } from '../faults/store-faults.js';
import type { Scenario } from './scenario.js';
import { underLoad } from './under-load.js';

/** The store dies, falls silent, or loses its connections. */
export const store: Scenario = (settings) =>
  underLoad(settings, {
    strike: async (bed, victim, random) => {
      const fault = random.pick([killStore, freezeStore, cutReplies]);
      await fault(bed, victim, random);
      await sleep(bed.settings.leaseMs * random.next());
    },
  });
