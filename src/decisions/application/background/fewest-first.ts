import type { Standing } from '../../domain/indexes/lanes.js';

/**
 * The order in which slots are given out: each next slot goes to the lane that would then have the fewest, counting
 * those it has now. An owner with many or long processes gets no more slots than the others as long as they wait.
 *
 * @param waiting lanes in turn; where it makes no difference this order stays
 * @param running slots that each lane has
 */
export function fewestFirst<T extends Pick<Standing, 'lane'>>(
  waiting: readonly T[],
  running: ReadonlyMap<number, number>,
): T[] {
  const slots = new Map(running);
  const ranked = waiting.map((entry) => {
    const held = slots.get(entry.lane) ?? 0;
    slots.set(entry.lane, held + 1);
    return { entry, held };
  });
  return ranked.sort((one, other) => one.held - other.held).map(({ entry }) => entry);
}
