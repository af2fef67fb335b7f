/** The part of a list that is in one partition. */
export interface Part<T> {
  /** In the order of the list. */
  readonly entries: readonly T[];
  /** Whether the partition may have more after them. */
  readonly isCut: boolean;
}

interface Merge<T> {
  readonly limit: number;
  readonly isBefore: (one: T, other: T) => boolean;
}

/**
 * The first `limit` entries of a list that is spread over partitions.
 *
 * Each partition is asked for its likely share, not for `limit` entries: of 16 times 50 entries 750 would be read for
 * nothing. After the last entry of a cut part, that partition may have others; everything before it is in order. If
 * that is too little, because the partitions are very unequal, all are asked again, for `limit` entries.
 */
export async function firstOfAll<P, T>(
  partitions: readonly P[],
  { limit, isBefore }: Merge<T>,
  ask: (partition: P, limit: number) => Promise<Part<T>>,
): Promise<T[]> {
  const merged = async (each: number) => {
    const parts = await Promise.all(partitions.map((partition) => ask(partition, each)));
    const entries = parts.flatMap((part) => part.entries);
    entries.sort((one, other) => (isBefore(one, other) ? -1 : 1));
    return { entries, parts: parts.filter(({ isCut }) => isCut) };
  };
  const share = likelyShare(limit, partitions.length);
  if (share < limit) {
    const { entries, parts } = await merged(share);
    const exact = parts.length === 0 ? entries : untilAnyEnds(entries, parts);
    if (parts.length === 0 || exact.length >= limit) return exact.slice(0, limit);
  }
  return (await merged(limit)).entries.slice(0, limit);
}

/** The mean and three standard deviations of a Poisson distribution: rarely too little if ids are random. */
function likelyShare(limit: number, partitions: number): number {
  const mean = limit / partitions;
  return Math.ceil(mean + 3 * Math.sqrt(mean)) + 1;
}

function untilAnyEnds<T>(entries: readonly T[], parts: readonly Part<T>[]): readonly T[] {
  if (parts.some((part) => part.entries.length === 0)) return [];
  const ends = new Set(parts.map((part) => part.entries.at(-1)));
  return entries.slice(0, entries.findIndex((entry) => ends.has(entry)) + 1);
}
