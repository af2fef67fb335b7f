import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../decisions/domain/caller.js';
import { isRole } from '../http/request/required-role.js';

/** Which tokens are accepted, and where the keys of their issuer are. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** The claim with the roles: a list, or words separated by blanks (RFC 8693 §4.2 writes scopes so). */
  readonly rolesClaim: string;
}

/** The issuer's keys cannot be fetched, so it is not known whether a token is valid. */
export class KeysUnavailable extends Error {
  readonly code = 'keys_unavailable';

  constructor(options?: ErrorOptions) {
    super('The keys of the token issuer cannot be fetched.', options);
    this.name = 'KeysUnavailable';
  }
}

/**
 * Only signatures made with public keys: with a shared secret, anyone who can check a token can also make one (RFC 8725
 * §3.1).
 */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const CLOCK_SKEW_S = 30;
/** A token with an unknown key makes us ask the issuer again, but not more often than this. */
const REFETCH_EVERY_MS = 60_000;
const FETCH_TIMEOUT_MS = 5_000;
/** After a failed fetch the issuer is not asked again for this long, however many requests come. */
const RETRY_FETCH_MS = 5_000;
/** A verified token is trusted for this long before its signature is checked again. */
const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 1_000;
const MAX_NAME_LENGTH = 128;
/**
 * Control and format characters, and halves of surrogate pairs. With them, two names that look the same would be two
 * owners.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;

interface Verified {
  readonly caller: Caller;
  readonly until: number;
}

/** Finds out for whom a JSON Web Token (RFC 7519) speaks. */
export class Tokens {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;
  private readonly verified = new Map<string, Verified>();
  private unavailableUntil = 0;

  constructor(
    private readonly settings: TokenSettings,
    private readonly now: () => number = Date.now,
  ) {
    this.keys = createRemoteJWKSet(new URL(settings.jwksUrl), {
      cooldownDuration: REFETCH_EVERY_MS,
      timeoutDuration: FETCH_TIMEOUT_MS,
    });
  }

  /**
   * @returns `null` if the token is not from this issuer, not for this audience or not valid now
   * @throws KeysUnavailable
   */
  callerOf(token: string): Caller | Promise<Caller | null> {
    const known = this.verified.get(token);
    if (known && known.until > this.now()) return known.caller;
    this.verified.delete(token);
    return this.callerSpokenFor(token);
  }

  private async callerSpokenFor(token: string): Promise<Caller | null> {
    const payload = await this.verify(token);
    const caller = payload && callerFrom(payload, this.settings.rolesClaim);
    if (caller) this.remember(token, { caller, until: this.rememberedUntil(payload) });
    return caller;
  }

  private async verify(token: string): Promise<JWTPayload | null> {
    const { issuer, audience } = this.settings;
    const rules = { algorithms: ALGORITHMS, clockTolerance: CLOCK_SKEW_S, requiredClaims: ['sub', 'exp'] };
    if (this.now() < this.unavailableUntil) throw new KeysUnavailable();
    try {
      return (await jwtVerify(token, this.keys, { ...rules, issuer, audience })).payload;
    } catch (error) {
      if (isVerdict(error)) return null;
      this.unavailableUntil = this.now() + RETRY_FETCH_MS;
      throw new KeysUnavailable({ cause: error });
    }
  }

  private rememberedUntil({ exp = 0 }: JWTPayload): number {
    return Math.min((exp + CLOCK_SKEW_S) * 1_000, this.now() + REMEMBERED_MS);
  }

  /** The oldest is forgotten first, so that memory does not grow with the number of tokens. */
  private remember(token: string, verified: Verified): void {
    const [oldest] = this.verified.keys();
    if (this.verified.size >= MAX_REMEMBERED && oldest !== undefined) this.verified.delete(oldest);
    this.verified.set(token, verified);
  }
}

/** Whether the error is about the token, and not about reaching the issuer. */
function isVerdict(error: unknown): boolean {
  const isAboutKeys =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');
  return error instanceof errors.JOSEError && !isAboutKeys;
}

function callerFrom(payload: JWTPayload, rolesClaim: string): Caller | null {
  const { sub: name } = payload;
  const isName = typeof name === 'string' && name.length > 0 && name.length <= MAX_NAME_LENGTH;
  // A name is shown in logs and lists and becomes part of a key, and a store cannot keep half a character.
  if (!isName || UNSEEN.test(name)) return null;
  return { name, roles: new Set(rolesIn(payload[rolesClaim])) };
}

function rolesIn(claim: unknown): string[] {
  const words = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return words.filter((word): word is string => typeof word === 'string' && isRole(word));
}
