import type { RedisServer } from './redis-server.js';

/** All of them, or none: if one does not start, the others are ended. */
export async function startAll(count: number, start: () => Promise<RedisServer>): Promise<RedisServer[]> {
  const starts = await Promise.allSettled(Array.from({ length: count }, start));
  const servers = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = starts.find((each) => each.status === 'rejected');
  if (failed === undefined) return servers;
  await Promise.all(servers.map((server) => server.stop()));
  throw failed.reason;
}
