import { type Caller, type CallerRole, hasRole, mayKnowOf } from '../caller.js';
import type { OpenRequest } from './requests.js';

/** Those who may answer with this role are shown the request, whoever started the process. */
export const REVIEWER = 'review' satisfies CallerRole;

/** Whether reviewers of all owners are asked. */
export function isForReviewers({ roles }: Pick<OpenRequest, 'roles'>): boolean {
  return roles.includes(REVIEWER);
}

/**
 * Whether the request exists for this caller. Callers see the requests of processes they may see, and reviewers also
 * see those that ask reviewers: otherwise four-eyes review would be impossible, because only its owner sees a process.
 */
export function mayKnowOfRequest(
  caller: Caller,
  owner: string | null,
  request: Pick<OpenRequest, 'roles'>,
): boolean {
  return mayKnowOf(caller, owner) || (hasRole(caller, REVIEWER) && isForReviewers(request));
}

/** Why the caller may not answer: they lack the role, or are the person who may not; `null` if they may. */
export function refusalFor(
  caller: Caller,
  owner: string | null,
  { roles, notBy }: Pick<OpenRequest, 'roles' | 'notBy'>,
): 'forbidden' | 'four_eyes' | null {
  if (!roles.some((role) => hasRole(caller, role))) return 'forbidden';
  // Without names, two callers cannot be known to be different people. Being an administrator does not make a caller a
  // second person.
  if (notBy === 'starter' && (caller.name === null || caller.name === owner)) return 'four_eyes';
  return null;
}
