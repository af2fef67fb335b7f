/** CPU time of the Redis server so far, all threads, in microseconds. */
export async function redisCpu(client) {
  const info = await client.info('cpu');
  const seconds = ['used_cpu_user', 'used_cpu_sys'].map((name) =>
    Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]),
  );
  return (seconds[0] + seconds[1]) * 1_000_000;
}

/**
 * What one operation of a round costs, in microseconds.
 *
 * @param {{ client: import('ioredis').Redis, cpu: () => Promise<number>, operations: number }} sources
 *   `cpu` answers the microseconds of the process under test so far
 * @param {() => Promise<unknown>} round
 * @returns {Promise<{ wall: number, cpu: number, redis: number }>}
 */
export async function costOf({ client, cpu, operations }, round) {
  const [redisBefore, cpuBefore] = [await redisCpu(client), await cpu()];
  const begin = performance.now();
  await round();
  const wall = (performance.now() - begin) * 1_000;
  const [cpuAfter, redisAfter] = [await cpu(), await redisCpu(client)];
  return {
    wall: wall / operations,
    cpu: (cpuAfter - cpuBefore) / operations,
    redis: (redisAfter - redisBefore) / operations,
  };
}
