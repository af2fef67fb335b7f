import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { StoreRefused } from '../../src/persistence/store-refused.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { type Certificate, selfSigned } from '../support/certificate.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { RedisSentinel } from '../support/redis-sentinel.js';
import { RedisServer } from '../support/redis-server.js';
import { RunningScript, type ScriptEnd } from '../support/run-script.js';

jest.setTimeout(60_000);

describe('Redis over TLS', () => {
  const certificate = selfSigned({ addresses: ['127.0.0.1'] });
  let server: RedisServer;
  let directory: string;
  beforeAll(async () => {
    server = await RedisServer.start({}, { certificate });
    directory = await mkdtemp(join(tmpdir(), 'authorities-'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(directory, { recursive: true });
  });

  it('creates, changes, finds and hears on one server', async () => {
    await expectVisit(server.url);
  });

  it('creates, changes, finds and hears in a Cluster', async () => {
    const cluster = await RedisCluster.start(certificate);
    await expectVisit(cluster.url);
    await cluster.stop();
  });

  it('creates, changes, finds and hears with Sentinels that talk TLS themselves', async () => {
    const redis = await RedisSentinel.start({ certificate });
    await expectVisit(redis.url);
    await redis.stop();
  });

  it('refuses a certificate that no trusted authority vouches for', async () => {
    const refused = await refusalOf(server.url);
    expect(refused.kind).toBe('misconfigured');
    expect(refused.message).toContain('certificate_not_trusted');
    expectNoSecrets(inspect(refused, { depth: 9 }));
  });

  it('refuses a certificate of another host, no matter who signed it', async () => {
    const elsewhere = selfSigned({ dns: ['elsewhere.example'] });
    const other = await RedisServer.start({}, { certificate: elsewhere });
    const { code, stderr } = await visit(other.url, elsewhere);
    expect(code).toBe(1);
    expect(stderr).toContain('(certificate_of_another_host)');
    expectNoSecrets(stderr);
    await other.stop();
  });

  it('is refused in time without TLS by a server that talks it, with what to look at', async () => {
    const refused = await refusalOf(server.url.replace('rediss:', 'redis:'));
    expect(refused.kind).toBe('unreachable');
    expect(refused.message).toContain('If it talks TLS');
    expectNoSecrets(inspect(refused, { depth: 9 }));
  });

  it('is refused in time by a server that does not talk TLS, with what to look at', async () => {
    const plain = await RedisServer.start();
    const refused = await refusalOf(plain.url.replace('redis:', 'rediss:'));
    expect(refused.kind).toBe('unreachable');
    expect(refused.message).toContain('If it does not talk TLS');
    expectNoSecrets(inspect(refused, { depth: 9 }));
    await plain.stop();
  });

  async function expectVisit(url: string): Promise<void> {
    const { stdout, stderr } = await visit(url, certificate);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      created: true,
      swapped: true,
      found: 'cancelled',
      heard: ['pending', 'cancelled'],
    });
  }

  /** By a process that trusts an authority more than Node does, the way an operator has it trust one. */
  async function visit(url: string, authority: Certificate): Promise<ScriptEnd> {
    const file = join(directory, 'authority.crt');
    await writeFile(file, authority.certificate);
    return RunningScript.start(['test/support/store-visit.mjs'], {
      REDIS_URL: url,
      NODE_EXTRA_CA_CERTS: file,
    }).end();
  }
});

function expectNoSecrets(text: string): void {
  expect(text).not.toMatch(/horse|127\.0\.0\.1|elsewhere/);
}

/** Of a process that trusts whom Node trusts. */
async function refusalOf(url: string): Promise<StoreRefused> {
  const error: unknown = await openRedisPersistence({ url, connectDeadlineMs: 5_000 }).catch(
    (reason: unknown) => reason,
  );
  if (error instanceof StoreRefused) return error;
  throw new Error('It was not refused.');
}
