import { hash, randomBytes } from 'node:crypto';
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

/**
 * Finds the owner of the key that a secret belongs to. Keys are looked up by a salted digest of their digest, which
 * nobody outside can predict: the time a look takes does not show how close a guess was, however many keys there are.
 */
export class ApiKeys {
  private readonly salt = randomBytes(32).toString('hex');
  private readonly callers = new Map<string, Caller>();

  constructor(keys: readonly ApiKey[]) {
    for (const { name, roles, digest } of keys) {
      const mark = this.markOf(digest.toString('hex'));
      if (!this.callers.has(mark)) this.callers.set(mark, { name, roles: new Set(roles) });
    }
  }

  callerOf(secret: string): Caller | null {
    return this.callers.get(this.markOf(hash('sha256', secret))) ?? null;
  }

  private markOf(digest: string): string {
    return hash('sha256', this.salt + digest);
  }
}
