/** What follows from each status. The order is that of lists, counts and documents. */
export const STATUS = {
  /** Waits for a worker, from `runAt` on. */
  pending: { settled: false },
  /** A worker runs it. */
  running: { settled: false },
  /** People are asked: it has no worker and no slot. */
  waiting: { settled: false },
  completed: { settled: true },
  failed: { settled: true },
  cancelled: { settled: true },
} as const satisfies Record<string, { readonly settled: boolean }>;

/** The name of a status, a row of {@link STATUS}. */
export type ProcessStatus = keyof typeof STATUS;

/** Nothing happens by itself any more to a process with one of these. */
export type SettledStatus = {
  [S in ProcessStatus]: (typeof STATUS)[S]['settled'] extends true ? S : never;
}[ProcessStatus];

/** All of them, in the order of the table. */
export const PROCESS_STATUSES = Object.keys(STATUS) as readonly ProcessStatus[];

/** Narrows a whole process as well as a part of one. */
export function isSettled<P extends { readonly status: ProcessStatus }>(
  process: P,
): process is Extract<P, { readonly status: SettledStatus }> {
  return STATUS[process.status].settled;
}

/** The same value for each status, e.g. a count to begin with. */
export function byStatus<T>(valueOf: (status: ProcessStatus) => T): Readonly<Record<ProcessStatus, T>> {
  // An object made from every status has every status: only here is the compiler told so.
  return Object.fromEntries(PROCESS_STATUSES.map((status) => [status, valueOf(status)])) as Readonly<
    Record<ProcessStatus, T>
  >;
}
