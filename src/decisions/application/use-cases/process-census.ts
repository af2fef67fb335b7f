import type { ProcessRepository } from '../../domain/ports/process.repository.js';
import type { ProcessStatistics } from '../../domain/ports/list.queries.js';

/** Upper bounds of the bands of the age distribution, in seconds; the last band is open. */
const AGE_LIMITS_S = [60, 600, 3_600, 21_600, 86_400, 604_800];

/** How many processes there are, by status and by age. */
export interface ProcessCensus extends Omit<ProcessStatistics, 'createdBefore'> {
  readonly total: number;
  /** How many processes are at most `upTo` seconds old and older than the band before; `null` is without end. */
  readonly ages: readonly { readonly upTo: number | null; readonly count: number }[];
}

/** @param owner counts the processes of one owner; of all if absent */
export async function takeCensus(
  processes: ProcessRepository,
  now: number,
  owner: string | undefined,
): Promise<ProcessCensus> {
  const limits = AGE_LIMITS_S.map((seconds) => now - seconds * 1000);
  const { createdBefore, ...statistics } = await processes.statistics(limits, owner);
  const total = Object.values(statistics.counts).reduce((sum, count) => sum + count, 0);
  // How many are older than each limit in turn. The difference between two of them is one band of ages.
  const older = [total, ...createdBefore, 0];
  const ages = [...AGE_LIMITS_S, null].map((upTo, band) => ({
    upTo,
    count: (older[band] ?? 0) - (older[band + 1] ?? 0),
  }));
  return { ...statistics, total, ages };
}
