import { setTimeout as delay } from 'node:timers/promises';
import type { Persistence, StoreWarning } from '../persistence.js';
import { within } from './server/deadline.js';
import { ProcessKeys } from './server/process-keys.js';
import { RedisChangeFeed } from './redis-change.feed.js';
import { RedisConnections, serverInfos } from './opening/redis-connections.js';
import { otherStores } from './opening/other-stores.js';
import { proveDatabase } from './opening/database-proof.js';
import { detect } from './opening/redis-detection.js';
import { StoreRefused } from '../store-refused.js';
import { isLate, openingError } from './server/redis-errors.js';
import { RedisLink } from './server/redis-link.js';
import { addressOf, type RedisOptions, type RedisTarget, redisTarget } from './opening/redis-options.js';
import { RedisProcessRepository } from './redis-process.repository.js';
import { RedisWorkerRegistry } from './redis-worker.registry.js';
import { assertVersion, riskWarnings } from './opening/server-risks.js';
import { WriteCheck } from './write-check.js';

/** How long a start waits before it asks again. */
const AGAIN_MS = 100;
/** How long a start may search for other stores on the server. */
const LOOK_MS = 1_000;

/**
 * Opens the store: finds out what kind of server it is, connects, proves that it has every right it needs, and reads
 * the settings that put processes at risk; all within `connectDeadlineMs`.
 *
 * @throws StoreRefused of kind `unreachable` if and only if there is no Redis that answers
 */
export async function openRedisPersistence(options: RedisOptions): Promise<Persistence> {
  const target = redisTarget(options);
  const end = performance.now() + target.connectDeadlineMs;
  let first: StoreRefused | null = null;
  for (;;) {
    const connections = new RedisConnections();
    try {
      return await within(end - performance.now(), open(target, connections));
    } catch (error) {
      connections.disconnect();
      const refused = openingError(error);
      // At start everything is slow, above all this instance: only the deadline decides that there is no answer.
      if (!isLate(refused)) throw refused;
      // The last attempt is cut off by the deadline, and knows less about the cause.
      first ??= refused;
      if (performance.now() + AGAIN_MS > end) throw first;
      await delay(AGAIN_MS);
    }
  }
}

async function open(target: RedisTarget, connections: RedisConnections): Promise<Persistence> {
  const server = await detect(target);
  if (server.mode === 'cluster' && target.db !== 0) {
    throw new StoreRefused('misconfigured', 'A Redis Cluster has no databases but 0.');
  }
  const client = await connections.forCommands(target, server);
  await proveDatabase(client, target.db);
  const infos = await serverInfos(client);
  infos.forEach(assertVersion);
  const keys = new ProcessKeys(target.keyPrefix, target.db);
  const link = new RedisLink(client, target.commandTimeoutMs);
  const changes = new RedisChangeFeed(
    await connections.forSubscriptions(target, server, client),
    keys.changes,
  );
  await changes.open();
  const close = async () => {
    changes.close();
    await connections.close(target.commandTimeoutMs);
  };
  const persistence = assemble({
    address: addressOf(target),
    link,
    keys,
    changes,
    close,
    warnings: riskWarnings(infos),
  });
  await persistence.check();
  const own = { prefix: target.keyPrefix, db: target.db };
  // The search is optional: without an answer in time there is no notice.
  const look = async () => ((await isEmpty(persistence)) ? otherStores(client, own, infos) : []);
  const notices = await within(LOOK_MS, look()).catch(() => []);
  return { ...persistence, notices };
}

async function isEmpty({ processes }: Persistence): Promise<boolean> {
  const { counts, quarantined } = await processes.statistics([]);
  return quarantined === 0 && Object.values(counts).every((count) => count === 0);
}

interface Parts {
  readonly address: string;
  readonly link: RedisLink;
  readonly keys: ProcessKeys;
  readonly changes: RedisChangeFeed;
  readonly warnings: readonly StoreWarning[];
  readonly close: () => Promise<void>;
}

function assemble({ address, link, keys, changes, warnings, close }: Parts): Persistence {
  const writeCheck = new WriteCheck(link, keys);
  const processes = new RedisProcessRepository(link, keys);
  return {
    kind: 'redis',
    durable: true,
    address,
    processes,
    indexes: processes.indexCheck,
    workers: new RedisWorkerRegistry(link, keys),
    changes,
    capacity: writeCheck.capacity,
    warnings,
    check: async () => {
      const [tookMs] = await Promise.all([writeCheck.run(), changes.proveRight()]);
      return tookMs;
    },
    onInterruption: (listener) => link.onInterruption(listener),
    onApplicationShutdown: close,
  };
}
