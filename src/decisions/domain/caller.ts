/** Who asks: the name of the owner of what they start, and the roles that say what they may do. */
export interface Caller {
  /** The owner of what this caller starts; `null` where access is not controlled. */
  readonly name: string | null;
  readonly roles: ReadonlySet<string>;
}

/** What callers may be allowed to do: see, start and change, answer requests, everything for every owner. */
export const CALLER_ROLES = ['read', 'write', 'review', 'admin'] as const;

/** One of {@link CALLER_ROLES}. */
export type CallerRole = (typeof CALLER_ROLES)[number];

/** May see and change what others own. */
export const EVERYTHING = 'admin';

/** Everybody, where access is not controlled. */
export const ANYONE: Caller = { name: null, roles: new Set(CALLER_ROLES) };

function seesEverything(caller: Caller): boolean {
  return caller.roles.has(EVERYTHING);
}

/** Whether a process of `owner` exists for this caller. */
export function mayKnowOf(caller: Caller, owner: string | null): boolean {
  return seesEverything(caller) || (caller.name !== null && caller.name === owner);
}

/** The only owner whose processes the caller may see; `undefined` for those who see everything. */
export function ownerSeenBy(caller: Caller): string | undefined {
  return seesEverything(caller) ? undefined : (caller.name ?? '');
}

/** Whether the caller has the role; an administrator has every one. */
export function hasRole(caller: Caller, role: string): boolean {
  return seesEverything(caller) || caller.roles.has(role);
}
