import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../decisions/domain/caller.js';
import { isRole, type Role } from '../http/request/required-role.js';

/** One key: whose it is, what they may do, and the SHA-256 of the secret. The secret itself is not kept. */
export interface ApiKey {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly digest: Buffer;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;
const DIGEST = /^[0-9a-f]{64}$/i;

/**
 * Reads `name:roles:sha256[,…]`, roles joined by `+`. Two entries may have the same name: this is how a key is rotated.
 *
 * @returns `null` if any entry is not of this form
 */
export function parseApiKeys(text: string): readonly ApiKey[] | null {
  const keys = text.split(',').map((entry) => parseApiKey(entry.trim()));
  return keys.every((key) => key !== null) ? keys : null;
}

function parseApiKey(entry: string): ApiKey | null {
  const [name = '', roles = '', digest = '', ...rest] = entry.split(':');
  const allowed = roles.split('+');
  const isKey = NAME.test(name) && allowed.every(isRole) && DIGEST.test(digest) && rest.length === 0;
  return isKey ? { name, roles: allowed.filter(isRole), digest: Buffer.from(digest, 'hex') } : null;
}

/** Finds the owner of the key that a secret belongs to. */
export class ApiKeys {
  private readonly callers: readonly { readonly digest: Buffer; readonly caller: Caller }[];

  constructor(keys: readonly ApiKey[]) {
    this.callers = keys.map(({ name, roles, digest }) => ({
      digest,
      caller: { name, roles: new Set(roles) },
    }));
  }

  /** Every key is compared, each in constant time, so that the time taken does not show how close a guess was. */
  callerOf(secret: string): Caller | null {
    const digest = createHash('sha256').update(secret, 'utf8').digest();
    let found: Caller | null = null;
    for (const key of this.callers) if (timingSafeEqual(key.digest, digest)) found ??= key.caller;
    return found;
  }
}
