import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { inFlight } from './in-flight.mjs';
import { asking, aProcess, labelled, lifeOf } from './processes.mjs';
import { openStore } from './store.mjs';

const HOUR_MS = 3_600_000;
const OWNERS = 2;
const TEAMS = 2;

/** A store with so many processes, and a connection that tells what its server has done. */
export async function openSide({ url }, stored) {
  const store = await openStore({ url }, { keyPrefix: 'scale' });
  const client = new Redis(url);
  const oldest = Date.now() - 48 * HOUR_MS;
  await fill(store, stored, oldest);
  await rewritten(client);
  const close = async () => {
    client.disconnect();
    await store.onApplicationShutdown();
  };
  return { client, processes: store.processes, middle: oldest + Math.ceil(stored / 2), close };
}

/** Mostly settled long ago, as in life; of ten, one waits to be begun and one for people, so that few fill every page, too. */
async function fill({ processes }, total, oldest) {
  const create = (nth) => {
    const ten = Math.floor(nth / 10);
    const labels = labelled(5, `team-${Math.floor(ten / OWNERS) % TEAMS}`);
    const pending = aProcess(oldest + nth, { owner: `owner-${ten % OWNERS}`, labels });
    return processes.create(stateOf(pending, nth % 10));
  };
  await inFlight(create, { total, inFlight: 256 });
}

function stateOf(pending, nth) {
  if (nth === 0) return pending;
  const { running, completed } = lifeOf(pending);
  return nth === 5 ? asking(running) : completed;
}

/** Filling grows the append-only file until it is rewritten; what that costs belongs to no call, nor what a later one would. */
async function rewritten(client) {
  await client.config('SET', 'auto-aof-rewrite-percentage', '0');
  while (/^aof_rewrite_(in_progress|scheduled):1/m.test(await client.info('persistence'))) await delay(100);
}
