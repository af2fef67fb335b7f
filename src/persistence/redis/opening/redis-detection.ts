import { Redis } from 'ioredis';
import { within } from '../server/deadline.js';
import { probeOptions } from './redis-client-options.js';
import { StoreRefused } from '../../store-refused.js';
import { openingError } from '../server/redis-errors.js';
import { parseInfo, type ServerInfo } from './redis-info.js';
import type { DetectedServer, RedisAddress, RedisMode, RedisTarget } from './redis-options.js';

/**
 * Asks all seeds at once; the first that answers counts.
 *
 * @throws StoreRefused
 */
export async function detect(target: RedisTarget): Promise<DetectedServer> {
  const asked = target.seeds.map((seed) => detectAt(seed, target));
  try {
    return await Promise.any(asked);
  } catch {
    const refusals = (await Promise.allSettled(asked)).map((each) =>
      openingError(each.status === 'rejected' ? each.reason : undefined),
    );
    throw refusals.find(({ kind }) => kind !== 'unreachable') ?? openingError(refusals[0]);
  }
}

async function detectAt(seed: RedisAddress, target: RedisTarget): Promise<DetectedServer> {
  try {
    return describe(await askInfo(seed, target, true), target, true);
  } catch (error) {
    const refused = openingError(error);
    if (refused.kind !== 'credentials') throw refused;
    return describeSentinel(seed, target, refused);
  }
}

/** Sentinels often have no password although their masters have one. */
async function describeSentinel(
  seed: RedisAddress,
  target: RedisTarget,
  refused: StoreRefused,
): Promise<DetectedServer> {
  const info = await askInfo(seed, target, false).catch(() => {
    throw refused;
  });
  if (info.get('redis_mode') !== 'sentinel') throw refused;
  return describe(info, target, false);
}

function describe(info: ServerInfo, target: RedisTarget, credentials: boolean): DetectedServer {
  const found = modeOf(info);
  const mode = target.mode === 'auto' ? found : target.mode;
  if (mode !== found) {
    throw new StoreRefused('misconfigured', `The address belongs to a ${found} Redis, not to a ${mode} one.`);
  }
  const master = mode === 'sentinel' ? masterOf(info, target) : '';
  return { mode, master, sentinelCredentials: credentials };
}

function modeOf(info: ServerInfo): RedisMode {
  const mode = info.get('redis_mode');
  if (mode === 'sentinel' || mode === 'cluster') return mode;
  return info.get('cluster_enabled') === '1' ? 'cluster' : 'standalone';
}

function masterOf(info: ServerInfo, { sentinelMaster }: RedisTarget): string {
  const watched = [...info]
    .filter(([field]) => /^master\d+$/.test(field))
    .map(([, value]) => /(?:^|,)name=([^,]*)/.exec(value)?.[1] ?? '');
  const [only] = watched;
  if (sentinelMaster !== undefined && watched.includes(sentinelMaster)) return sentinelMaster;
  if (sentinelMaster === undefined && watched.length === 1 && only !== undefined) return only;
  const fault =
    sentinelMaster === undefined
      ? 'The Sentinels watch several masters or none'
      : 'The Sentinels do not watch that master';
  throw new StoreRefused('misconfigured', `${fault}: give the name of the one to use.`);
}

/** One INFO over a connection of its own. */
async function askInfo(seed: RedisAddress, target: RedisTarget, credentials: boolean): Promise<ServerInfo> {
  const client = new Redis({ ...probeOptions(target, credentials), ...seed });
  let reason: unknown;
  let connected = false;
  client.on('error', (error) => {
    reason ??= error;
  });
  client.on('connect', () => {
    connected = true;
  });
  try {
    await within(2 * target.commandTimeoutMs, client.connect());
    return parseInfo(await client.info());
  } catch (error) {
    throw withTlsHint(openingError(reason ?? error), target, connected);
  } finally {
    client.disconnect();
  }
}

/**
 * A server that speaks TLS closes a connection without it; a server that does not is silent on a connection with it.
 */
function withTlsHint(refused: StoreRefused, { tls }: RedisTarget, connected: boolean): StoreRefused {
  const [sign, hint] = tls
    ? ['(timeout)', 'If it does not talk TLS, the address is a redis:// one.']
    : ['(disconnected)', 'If it talks TLS, the address is a rediss:// one.'];
  if (connected === tls || !refused.message.includes(sign)) return refused;
  return new StoreRefused(refused.kind, `${refused.message} ${hint}`, { cause: refused.cause });
}
