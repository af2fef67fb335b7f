/**
 * Removes all keys that begin with `prefix`, at once and not in the background: what one round leaves behind must cost
 * the next one nothing.
 *
 * @param {import('ioredis').Redis} client
 * @param {string} prefix
 */
export async function removeAll(client, prefix) {
  for await (const keys of client.scanStream({ match: `${prefix}*`, count: 1_000 })) {
    if (keys.length > 0) await client.del(...keys);
  }
}
