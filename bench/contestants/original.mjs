// The design this service began from: a hash for each process, a sorted set by time and a set of ids, written together.
import { Redis } from 'ioredis';
import { inFlight } from '../lib/in-flight.mjs';
import { newId, PAYLOAD } from '../lib/processes.mjs';
import { removeAll } from '../lib/remove-all.mjs';

export async function open({ url }) {
  const client = new Redis(url);
  const save = () => {
    const id = newId();
    const now = Date.now();
    return client
      .multi()
      .hset(`original:process:${id}`, stateOf(id, now))
      .zadd('original:by_time', now, id)
      .sadd('original:ids', id)
      .exec();
  };
  return {
    prepare: () => undefined,
    round: (total) => inFlight(save, { total }),
    tidy: () => removeAll(client, 'original:'),
    fill: (total) => inFlight(save, { total }),
    page: (total) => inFlight(() => page(client), { total, inFlight: 1 }),
  };
}

/** Every record of the page is asked for by itself. */
async function page(client) {
  const ids = await client.zrevrange('original:by_time', 0, 49);
  return Promise.all(ids.map((id) => client.hgetall(`original:process:${id}`)));
}

function stateOf(id, now) {
  return {
    process_id: id,
    status: 'pending',
    query: 'Which supplier should we sign for the next three years?',
    state: JSON.stringify({ problem: PAYLOAD, steps: [] }),
    result: '',
    error: '',
    created_at: new Date(now).toISOString(),
    completed_at: '',
  };
}
