import type { TestBed } from '../bed/test-bed.js';
import { sleep } from '../bed/time.js';
import { cutReplies } from '../faults/server-faults.js';
import { freezeStore, killStore } from '../faults/store-faults.js';
import type { Scenario } from './scenario.js';
import { underLoad } from './under-load.js';

/** The store dies, falls silent, or loses its connections. */
export const store: Scenario = (settings) => underLoad(settings, { strike: hurtStore });

async function hurtStore(bed: TestBed): Promise<void> {
  const { random, settings } = bed;
  const fault = random.pick([killStore, freezeStore, (where: TestBed) => cutReplies(where, random, 3)]);
  await fault(bed, random);
  await sleep(settings.leaseMs * random.next());
}
