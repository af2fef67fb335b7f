/** Who asks: the name on what they start, and the roles that say what they may do. */
export interface Caller {
  /** The owner of what this caller starts; `null` where nobody has to say who they are. */
  readonly name: string | null;
  readonly roles: ReadonlySet<string>;
}

/** May see and change what others own. */
export const EVERYTHING = 'admin';

/** Everybody, where access is not controlled. */
export const ANYONE: Caller = { name: null, roles: new Set(['read', 'write', 'review', EVERYTHING]) };

function seesEverything(caller: Caller): boolean {
  return caller.roles.has(EVERYTHING);
}

/** Whether the caller has the role; an administrator has every one. */
export function hasRole(caller: Caller, role: string): boolean {
  return seesEverything(caller) || caller.roles.has(role);
}
