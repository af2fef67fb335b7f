// The store of this service: one process accepted, or ended, with a kilobyte of problem.
import { Redis } from 'ioredis';
import { inFlight } from '../lib/in-flight.mjs';
import { aProcess, lifeOf } from '../lib/processes.mjs';
import { removeAll } from '../lib/remove-all.mjs';
import { openStore } from '../lib/store.mjs';

export async function open({ url }) {
  const { processes } = await openStore({ url }, { keyPrefix: 'own' });
  const client = new Redis(url);
  return {
    prepare: () => undefined,
    round: (total) => inFlight(() => processes.create(aProcess()), { total }),
    tidy: () => removeAll(client, 'own:{'),
    fill: (total) => inFlight(() => processes.create(lifeOf(aProcess()).completed), { total }),
    page: (total) => inFlight(() => processes.list({ limit: 50 }), { total, inFlight: 1 }),
  };
}
