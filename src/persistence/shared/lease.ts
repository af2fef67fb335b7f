/** How much further ahead than its length a lease may end: clocks are slightly slowed and sped up all the time. */
export const LEASE_TOLERANCE_MS = 1_000;
