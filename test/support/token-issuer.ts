import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Signs JSON Web Tokens with one key, which it answers on this machine as an identity provider does. */
export class TokenIssuer {
  static readonly ISSUER = 'https://id.example';
  static readonly AUDIENCE = 'decisions';

  private constructor(
    private readonly server: Server,
    private readonly privateKey: CryptoKey,
  ) {}

  static async start(): Promise<TokenIssuer> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'first', alg: 'ES256' }] });
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(keys);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TokenIssuer(server, privateKey);
  }

  /** What a service has to be told of it. */
  get variables(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return {
      JWT_ISSUER: TokenIssuer.ISSUER,
      JWT_AUDIENCE: TokenIssuer.AUDIENCE,
      JWKS_URL: `http://127.0.0.1:${port}/keys`,
    };
  }

  token(subject: string, roles: readonly string[], lifetimeS = 3_600): Promise<string> {
    return new SignJWT({ roles })
      .setProtectedHeader({ alg: 'ES256', kid: 'first' })
      .setSubject(subject)
      .setIssuer(TokenIssuer.ISSUER)
      .setAudience(TokenIssuer.AUDIENCE)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + lifetimeS)
      .sign(this.privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
