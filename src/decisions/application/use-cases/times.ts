import { InvalidTimes } from '../base/errors.js';

/** Beyond this time nobody knows whether the decision will still be wanted. */
const LONGEST_MS = 10 * 366 * 24 * 3_600_000;

/**
 * Checks when a process is to begin and by when it must have ended.
 *
 * @throws InvalidTimes
 */
export function checkTimes(
  { runAt, deadline }: { readonly runAt?: number | undefined; readonly deadline?: number | null | undefined },
  now: number,
): void {
  if (runAt !== undefined && runAt > now + LONGEST_MS)
    throw new InvalidTimes('run_at', 'must be within ten years');
  if (deadline === undefined || deadline === null) return;
  if (deadline <= now) throw new InvalidTimes('deadline', 'must be in the future');
  if (deadline > now + LONGEST_MS) throw new InvalidTimes('deadline', 'must be within ten years');
  if (runAt !== undefined && deadline <= runAt) throw new InvalidTimes('deadline', 'must be after run_at');
}
