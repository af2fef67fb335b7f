/**
 * Lanes let owners take turns in a queue that is one sorted list. Each owner waits in a lane, and a lane is a range of
 * scores, so that the next lane with work is found by one look, however many there are. Two owners may share a lane.
 * Processes without an owner wait in lane 0, where a score is just the time.
 */
export const LANES = 1_024;

/** Milliseconds, until the year 2248. All lanes together use the whole range of exact integers. */
export const LANE_WIDTH = 2 ** 43;

/** A waiting process, and where it stands in its queue. */
export interface Standing {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly runAt: number;
  readonly lane: number;
}

/** The lane of an owner: one of 1 to 1,023, the same on every instance. */
export function laneOf(owner: string | null): number {
  if (owner === null) return 0;
  // FNV-1a: spreads names that differ little, and needs no library.
  let hash = 0x811c9dc5;
  for (let at = 0; at < owner.length; at++) hash = Math.imul(hash ^ owner.charCodeAt(at), 0x01000193);
  return 1 + (((hash ^ (hash >>> 16)) >>> 0) % (LANES - 1));
}

/** The score under which a process waits. */
export function scoreIn(lane: number, runAt: number): number {
  return lane * LANE_WIDTH + Math.min(Math.max(runAt, 0), LANE_WIDTH - 1);
}

/** The arguments of `scoreIn`. */
export function standingAt(score: number): { readonly lane: number; readonly runAt: number } {
  const lane = Math.floor(score / LANE_WIDTH);
  return { lane, runAt: score - lane * LANE_WIDTH };
}

/**
 * Lane by lane beginning with `turn`: one of each, then a second of each, and so on. Within a lane the longest due
 * comes first.
 *
 * @param limit how many at most
 */
export function inTurns<T extends Standing>(waiting: readonly T[], turn: number, limit: number): T[] {
  const rounds: { readonly entry: T; readonly round: number }[] = [];
  const taken = new Map<number, number>();
  for (const entry of [...waiting].sort(byTime)) {
    const round = taken.get(entry.lane) ?? 0;
    taken.set(entry.lane, round + 1);
    rounds.push({ entry, round });
  }
  const distance = ({ lane }: Standing) => (lane - turn + LANES) % LANES;
  rounds.sort((one, other) => one.round - other.round || distance(one.entry) - distance(other.entry));
  return rounds.slice(0, limit).map(({ entry }) => entry);
}

function byTime(one: Standing, other: Standing): number {
  return one.runAt - other.runAt || (one.id < other.id ? -1 : 1);
}
