/** How much further ahead than its length a lease may end: clocks are slowed and sped up a little all the time. */
export const LEASE_TOLERANCE_MS = 1_000;
