import { ANYONE, type Caller } from '../decisions/domain/caller.js';
import { type ApiKey, ApiKeys } from './api-keys.js';
import { Tokens, type TokenSettings } from './tokens.js';

/** Whom the service lets in. */
export interface AccessSettings {
  readonly keys: readonly ApiKey[];
  readonly tokens: TokenSettings | null;
  /** Metrics need `read` like everything else; in a closed network a scraper may come without a key. */
  readonly areMetricsOpen: boolean;
  /** Requests a second of one caller on this instance; 0 is without limit. */
  readonly requestsPerSecond: number;
}

/** Says who is asking. */
export class Access {
  private readonly keys: ApiKeys;
  private readonly tokens: Tokens | null;
  /** Without keys and without an issuer everybody may do everything. */
  readonly isControlled: boolean;

  constructor({ keys, tokens }: Pick<AccessSettings, 'keys' | 'tokens'>) {
    this.keys = new ApiKeys(keys);
    this.tokens = tokens && new Tokens(tokens);
    this.isControlled = keys.length > 0 || tokens !== null;
  }

  /**
   * @param secret what follows `Bearer`: an API key or a JSON Web Token
   * @returns `null` if it is neither
   * @throws KeysUnavailable
   */
  callerOf(secret: string): Caller | null | Promise<Caller | null> {
    if (!this.isControlled) return ANYONE;
    return this.tokens !== null && isToken(secret)
      ? this.tokens.callerOf(secret)
      : this.keys.callerOf(secret);
  }
}

/** Three parts in base64url (RFC 7515 §7.1): our own keys have no dots. */
function isToken(secret: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(secret);
}
