import { Cluster, type Redis } from 'ioredis';
import { slotOf } from './partitions.js';
import type { PartitionKeys } from './process-keys.js';

/** The server, or each master of a cluster. */
export function mastersOf(client: Redis | Cluster): Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}

/**
 * One partition of each server, each time another one, so that all of them get their turn.
 *
 * @param partitions all of them, in order
 */
export function onePartitionOfEach(
  client: Redis | Cluster,
  partitions: readonly PartitionKeys[],
  turn: number,
): PartitionKeys[] {
  const byServer = new Map<string, PartitionKeys[]>();
  partitions.forEach((partition, nth) => {
    const server = client instanceof Cluster ? (client.slots[slotOf(nth)]?.[0] ?? '') : '';
    byServer.set(server, [...(byServer.get(server) ?? []), partition]);
  });
  return [...byServer.values()].flatMap((own) => own.slice(turn % own.length, (turn % own.length) + 1));
}
