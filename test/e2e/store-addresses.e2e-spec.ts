import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.js';
import { type Certificate, selfSigned } from '../support/certificate.js';
import { aStartBody } from '../support/http-bodies.js';
import { freePort } from '../support/free-port.js';
import { RedisServer, type ServerOptions } from '../support/redis-server.js';
import { RunningScript } from '../support/run-script.js';

const HOST = 'redis.invalid';
const HOUR_MS = 3_600_000;

describe('a store that an instance has been connected to', () => {
  let server: RedisServer;
  let program: RunningScript;
  let url = '';

  afterEach(async () => {
    program.signal('SIGTERM');
    await program.end();
    await server.stop();
  });

  it('has a certificate that expired meanwhile: everybody is told, and it goes on with a new one', async () => {
    const [first, expired, renewed] = [
      certificateUntil(),
      certificateUntil(Date.now() - HOUR_MS),
      certificateUntil(),
    ];
    await open({ certificate: first }, (redis) => ({ REDIS_URL: redis.url }), [first, expired, renewed]);
    await restartedWith(expired);
    await expectOutage('certificate_out_of_date', `127.0.0.1:${server.port}`);
    await restartedWith(renewed);
    await expectRecovery();
  });

  it('has a name that is not found any more: everybody is told, and it goes on with the name', async () => {
    await open({}, (redis) => ({ REDIS_URL: redis.url.replace('127.0.0.1', HOST) }));
    await writeFile(namesFile(), '');
    await server.restart();
    await expectOutage('host_not_found', `${HOST}:${server.port}`);
    await writeFile(namesFile(), `${HOST} 127.0.0.1\n`);
    await expectRecovery();
  });

  async function open(
    options: ServerOptions,
    variables: (redis: RedisServer) => Record<string, string>,
    trusted: readonly Certificate[] = [],
  ): Promise<void> {
    server = await RedisServer.start({}, options);
    const authorities = join(server.directory, 'authorities.pem');
    await writeFile(authorities, trusted.map(({ certificate }) => certificate).join(''));
    await writeFile(namesFile(), `${HOST} 127.0.0.1\n`);
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    program = RunningScript.start(['--import', './test/support/names.mjs', 'dist/main.js'], {
      ...{ PORT: port, LOG_FORMAT: 'json', ENABLE_REDIS_PERSISTENCE: 'true', SHUTDOWN_GRACE_MS: '0' },
      ...{ NAMES: namesFile(), NODE_EXTRA_CA_CERTS: authorities, PERSISTENCE_FALLBACK: 'refuse' },
      ...variables(server),
    });
    await program.printed('listening');
  }

  function namesFile(): string {
    return join(server.directory, 'names');
  }

  async function restartedWith(certificate: Certificate): Promise<void> {
    await server.useCertificate(certificate);
    await server.restart();
  }

  async function expectOutage(reason: string, address: string): Promise<void> {
    await until(async () => (await health()).code === reason);
    await program.printed(`"reason":"${reason}"`);
    const lines = program.lines().filter((line) => line.event === 'store_down' && line.reason === reason);
    expect(lines).toEqual([expect.objectContaining({ level: 'error', outcome: 'unknown', address })]);
    expect(await start()).toBe(503);
  }

  async function expectRecovery(): Promise<void> {
    await until(async () => (await health()).status === 'up');
    await program.printed('"store_up"');
    expect(await start()).toBe(202);
    expect(program.lines().filter(({ event }) => event === 'trouble')).toEqual([]);
  }

  async function start(): Promise<number> {
    const body = JSON.stringify(aStartBody());
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${url}/decisions/start`, { method: 'POST', headers, body })).status;
  }

  async function health(): Promise<Report['details'][string]> {
    const { details } = (await (await fetch(`${url}/health`)).json()) as Report;
    return details.redis ?? { status: 'missing' };
  }
});

interface Report {
  readonly details: Readonly<Record<string, { status: string; code?: string }>>;
}

function certificateUntil(until?: number): Certificate {
  return selfSigned({ addresses: ['127.0.0.1'], ...(until === undefined ? {} : { until }) });
}
