/** What follows from each status. The order is the one of lists, counts and documents. */
export const STATUS = {
  /** Waits for a worker, from `runAt` on. */
  pending: { settled: false },
  /** A worker is at it. */
  running: { settled: false },
  /** People are asked: no worker has it, and no slot. */
  waiting: { settled: false },
  completed: { settled: true },
  failed: { settled: true },
  cancelled: { settled: true },
} as const satisfies Record<string, { readonly settled: boolean }>;

export type ProcessStatus = keyof typeof STATUS;

/** Nothing happens to a process of these by itself any more. */
export type SettledStatus = {
  [S in ProcessStatus]: (typeof STATUS)[S]['settled'] extends true ? S : never;
}[ProcessStatus];

/** All of them, in the order of the table. */
export const PROCESS_STATUSES = Object.keys(STATUS) as readonly ProcessStatus[];

/** Narrows a whole process as well as what is known of one. */
export function isSettled<P extends { readonly status: ProcessStatus }>(
  process: P,
): process is Extract<P, { readonly status: SettledStatus }> {
  return STATUS[process.status].settled;
}

/** The same value for each status, e.g. a count to begin with. */
export function byStatus<T>(valueOf: (status: ProcessStatus) => T): Readonly<Record<ProcessStatus, T>> {
  // What is made of every status has every status: the one place where that is said to the compiler.
  return Object.fromEntries(PROCESS_STATUSES.map((status) => [status, valueOf(status)])) as Readonly<
    Record<ProcessStatus, T>
  >;
}
