import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { KeysUnavailable, Tokens } from './tokens.js';

const ISSUER = 'https://id.example';
const AUDIENCE = 'decisions';
const HOUR_S = 3_600;

interface KeyPair {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

describe('a token', () => {
  let issuer: Issuer;
  let now: number;
  let tokens: Tokens;

  beforeEach(async () => {
    issuer = await Issuer.start();
    now = Date.now();
    const jwksUrl = issuer.url;
    tokens = new Tokens({ issuer: ISSUER, audience: AUDIENCE, jwksUrl, rolesClaim: 'roles' }, () => now);
  });

  afterEach(() => issuer.stop());

  it('names its caller and the roles that there are', async () => {
    const token = await issuer.token({ roles: ['read', 'write', 'emperor'] });
    await expect(tokens.callerOf(token)).resolves.toEqual({ name: 'ada', roles: new Set(['read', 'write']) });
  });

  it('may have its roles in one line', async () => {
    const token = await issuer.token({ roles: 'read review' });
    await expect(tokens.callerOf(token)).resolves.toEqual({
      name: 'ada',
      roles: new Set(['read', 'review']),
    });
  });

  it.each<[string, JWTPayload]>([
    ['of another issuer', { iss: 'https://other.example' }],
    ['for another audience', { aud: 'payments' }],
    ['of yesterday', { exp: Math.floor(Date.now() / 1_000) - HOUR_S }],
    ['of tomorrow', { nbf: Math.floor(Date.now() / 1_000) + HOUR_S }],
    ['without an end', { exp: undefined }],
    ['of nobody', { sub: '' }],
    ['of a name with a line break', { sub: 'ada\nroot' }],
    ['of a name with half a character', { sub: 'ada\ud800' }],
    ['of a name with a character that nobody sees', { sub: 'ada\u200b' }],
  ])('%s is of nobody here', async (_, claims) => {
    await expect(tokens.callerOf(await issuer.token(claims))).resolves.toBeNull();
  });

  it('with an algorithm that anybody could use is of nobody', async () => {
    const [header, payload] = [
      { alg: 'none' },
      { sub: 'ada', iss: ISSUER, aud: AUDIENCE, exp: 4_102_444_800 },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    await expect(tokens.callerOf(`${header}.${payload}.AAAA`)).resolves.toBeNull();
    const shared = await new SignJWT({ roles: ['admin'] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('ada')
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('1h')
      .sign(Buffer.from(issuer.url));
    await expect(tokens.callerOf(shared)).resolves.toBeNull();
  });

  it('of a key that came later is known once the keys are fetched again, and an unknown one fetches nothing more', async () => {
    await tokens.callerOf(await issuer.token({}));
    const stranger = await issuer.token({}, await keyPair('stranger'));
    for (let attempt = 0; attempt < 20; attempt += 1)
      await expect(tokens.callerOf(stranger)).resolves.toBeNull();
    expect(issuer.visits).toBe(1);
  });

  it('is believed for a minute at most without looking at its signature again', async () => {
    const token = await issuer.token({ exp: Math.floor(now / 1_000) + 10 });
    await expect(tokens.callerOf(token)).resolves.not.toBeNull();
    now += 60_000;
    // The signature is looked at again by the real clock, which the token has not outlived.
    await expect(tokens.callerOf(token)).resolves.not.toBeNull();
    expect(issuer.visits).toBe(1);
  });

  it('is neither good nor bad while the keys cannot be fetched, and the issuer is left alone', async () => {
    const token = await issuer.token({});
    issuer.fails = true;
    await expect(tokens.callerOf(token)).rejects.toBeInstanceOf(KeysUnavailable);
    await expect(tokens.callerOf(token)).rejects.toBeInstanceOf(KeysUnavailable);
    expect(issuer.visits).toBe(1);
    issuer.fails = false;
    now += 5_001;
    await expect(tokens.callerOf(token)).resolves.toMatchObject({ name: 'ada' });
  });
});

/** An issuer of tokens on this machine, with one key. */
class Issuer {
  visits = 0;
  fails = false;

  private constructor(
    private readonly server: Server,
    private readonly key: KeyPair,
  ) {}

  static async start(): Promise<Issuer> {
    const key = await keyPair('first');
    const keys = JSON.stringify({
      keys: [{ ...(await exportJWK(key.publicKey)), kid: key.kid, alg: 'ES256' }],
    });
    const server = createServer((_request, response) => {
      issuer.visits += 1;
      response.writeHead(issuer.fails ? 500 : 200, { 'content-type': 'application/json' }).end(keys);
    });
    const issuer = new Issuer(server, key);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/keys`;
  }

  token(claims: JWTPayload, key: KeyPair = this.key): Promise<string> {
    const exp = Math.floor(Date.now() / 1_000) + HOUR_S;
    return new SignJWT({ sub: 'ada', iss: ISSUER, aud: AUDIENCE, exp, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .sign(key.privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function keyPair(kid: string): Promise<KeyPair> {
  return { kid, ...(await generateKeyPair('ES256', { extractable: true })) };
}
