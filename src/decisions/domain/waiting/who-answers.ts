import { type Caller, type CallerRole, hasRole, mayKnowOf } from '../caller.js';
import type { OpenRequest } from './requests.js';

/** What this role may answer it is shown, whoever has started the process. */
export const REVIEWER = 'review' satisfies CallerRole;

/** Whether reviewers of all owners are asked. */
export function isForReviewers({ roles }: Pick<OpenRequest, 'roles'>): boolean {
  return roles.includes(REVIEWER);
}

/**
 * Whether the request exists for this caller: those of the processes one may know of, and, for reviewers, those that
 * ask reviewers. Four eyes would otherwise be two: a process is known to its owner alone.
 */
export function mayKnowOfRequest(
  caller: Caller,
  owner: string | null,
  request: Pick<OpenRequest, 'roles'>,
): boolean {
  return mayKnowOf(caller, owner) || (hasRole(caller, REVIEWER) && isForReviewers(request));
}

/** Why the caller may not answer: they lack the role, or are the one who is not to; `null` if they may. */
export function refusalFor(
  caller: Caller,
  owner: string | null,
  { roles, notBy }: Pick<OpenRequest, 'roles' | 'notBy'>,
): 'forbidden' | 'four_eyes' | null {
  if (!roles.some((role) => hasRole(caller, role))) return 'forbidden';
  // Where nobody says who they are, nobody is known to be another one; being an administrator makes no second person.
  if (notBy === 'starter' && (caller.name === null || caller.name === owner)) return 'four_eyes';
  return null;
}
