// The store of this service: one process accepted, or ended, with a kilobyte of problem.
import { inFlight } from '../lib/in-flight.mjs';
import { aProcess, lifeOf } from '../lib/processes.mjs';
import { openStore } from '../lib/store.mjs';

export async function open({ url }) {
  const { processes } = await openStore({ url }, { keyPrefix: 'own' });
  return {
    prepare: () => undefined,
    round: (total) => inFlight(() => processes.create(aProcess()), { total }),
    tidy: () => undefined,
    fill: (total) => inFlight(() => processes.create(lifeOf(aProcess()).completed), { total }),
    page: (total) => inFlight(() => processes.list({ limit: 50 }), { total, inFlight: 1 }),
  };
}
