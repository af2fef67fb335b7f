// The floor: one command that stores a kilobyte.
import { Redis } from 'ioredis';
import { inFlight } from '../lib/in-flight.mjs';
import { newId, PAYLOAD } from '../lib/processes.mjs';
import { removeAll } from '../lib/remove-all.mjs';

export async function open({ url }) {
  const client = new Redis(url);
  return {
    prepare: () => undefined,
    round: (total) => inFlight(() => client.set(`raw:${newId()}`, JSON.stringify(PAYLOAD)), { total }),
    tidy: () => removeAll(client, 'raw:'),
  };
}
