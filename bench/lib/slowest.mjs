/** What takes less is not noted. */
const LEAST_US = 500;
const KEPT = 10_000;

/**
 * Has Redis note which commands held it long.
 *
 * @returns {Promise<() => Promise<number>>} asks for the longest since, in milliseconds; 0 if none took half of one
 */
export async function watchSlowest(client) {
  // To forget what was noted takes long itself, and is not to be noted.
  await client.config('SET', 'slowlog-log-slower-than', '-1');
  await client.slowlog('RESET');
  await client.config('SET', 'slowlog-log-slower-than', String(LEAST_US), 'slowlog-max-len', String(KEPT));
  return async () => {
    const entries = await client.slowlog('GET', String(KEPT));
    return Math.max(0, ...entries.map(([, , micros]) => micros)) / 1_000;
  };
}
