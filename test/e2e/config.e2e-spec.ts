import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tether } from '../../scripts/lib/tether.mjs';
import { BuiltInstance } from '../deploy/built-instance.js';
import { RunningScript } from '../support/run-script.js';
import { freePort } from '../support/free-port.js';
import { RedisServer, STORE_USER } from '../support/redis-server.js';

/** Each test starts the whole program, on a machine that may be busy. */
const PATIENCE_MS = 60_000;

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

describe('a start that cannot succeed', () => {
  let directory = '';
  beforeAll(async () => (directory = await mkdtemp(join(tmpdir(), 'config-test-'))));
  afterAll(() => rm(directory, { recursive: true }));

  it(
    'ends with one message that names every faulty variable and repeats no value',
    async () => {
      const ended = await start({ PORT: 'canary', REDIS_DB: '-1', REDIS_URL: 'canary' });

      expect(ended).toEqual({
        code: 1,
        stdout: '',
        stderr: [
          'The environment is not valid:',
          '  PORT must be an integer from 0 to 65535',
          '  REDIS_URL must be a redis:// or rediss:// URL',
          '  REDIS_DB must be an integer from 0 to 1023\n',
        ].join('\n'),
      });
    },
    PATIENCE_MS,
  );

  it(
    'takes variables from .env, and those of the environment first',
    async () => {
      await writeFile(join(directory, '.env'), 'PORT=canary\nCONCURRENCY=canary\n');
      const ended = await start({ PORT: '0' });
      await rm(join(directory, '.env'));

      expect(ended.stderr).toBe(
        'The environment is not valid:\n  CONCURRENCY must be an integer from 1 to 1000\n',
      );
    },
    PATIENCE_MS,
  );

  it(
    'says in one line which port is in use and how to take another',
    async () => {
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const { port } = taken.address() as AddressInfo;
      const ended = await start({ PORT: String(port), LOG_LEVEL: 'silent' });
      taken.close();

      expect(ended).toEqual({
        code: 1,
        stdout: '',
        stderr: `Port ${port} of 127.0.0.1 is in use by another program: stop that one, or choose another port, e.g. PORT=${port + 1}; PORT=0 takes a free one.\n`,
      });
    },
    PATIENCE_MS,
  );

  it(
    'says in one line that an address is none of this machine',
    async () => {
      const { code, stderr } = await start({
        AUTH: 'off',
        HOST: '192.0.2.1',
        PORT: '0',
        LOG_LEVEL: 'silent',
      });

      expect(code).toBe(1);
      expect(stderr).toMatch(/^192\.0\.2\.1 is no address of this machine: .*\n$/);
    },
    PATIENCE_MS,
  );

  it('says in one line that Node is too old', async () => {
    const older = join(directory, 'older.cjs');
    const versions = "{ ...process.versions, node: '18.20.8' }";
    await writeFile(older, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
    const ended = await start({ NODE_OPTIONS: `--require=${older}` });

    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^This needs Node 20\.19 or newer, and this is 18\.20\.8: .*\n$/);
  });

  it(
    'says in one line that Redis does not answer, in production',
    async () => {
      const url = `redis://canary:canary@127.0.0.1:${await freePort()}`;
      const ended = await start({
        ...{ NODE_ENV: 'production', AUTH: 'off', ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: url },
      });

      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(/^Redis is not reachable .+\n$/);
      expect(ended.stderr).not.toContain('canary');
    },
    PATIENCE_MS,
  );

  it(
    'says in one line that Redis refuses the password, and does not go on in memory',
    async () => {
      const server = await RedisServer.start();
      const url = `redis://${STORE_USER.username}:canary@127.0.0.1:${server.port}`;
      const ended = await start({
        ...{ PERSISTENCE_FALLBACK: 'memory', ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: url },
      });
      await server.stop();

      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(/^Redis refuses the user or the password.*\n$/);
      expect(ended.stderr).not.toContain('canary');
    },
    PATIENCE_MS,
  );

  it(
    'says that Redis settings are there and nobody says to use them, in production',
    async () => {
      const ended = await start({
        NODE_ENV: 'production',
        AUTH: 'off',
        REDIS_URL: 'redis://canary:canary@127.0.0.1',
      });

      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(/\n {2}ENABLE_REDIS_PERSISTENCE must be set when REDIS_URL is: .*\n$/);
      expect(ended.stderr).not.toContain('canary');
    },
    PATIENCE_MS,
  );

  /** The built program, in a directory of its own, until it ends. */
  async function start(variables: Record<string, string>) {
    const env = { PATH: process.env.PATH, ...variables };
    const child = spawn(process.execPath, [MAIN], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
    tether(child);
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = (await once(child, 'exit')) as [number | null];
    const [stdout, stderr] = await said;
    return { code, stdout, stderr };
  }
});

describe('a start that is not what was meant', () => {
  it.each([
    [{ NODE_ENV: 'production', AUTH: 'off' }, 'memory_in_production'],
    [{ REDIS_URL: 'redis://127.0.0.1' }, 'redis_settings_ignored'],
  ])(
    'with %j warns wherever warnings are shown: %s',
    async (variables, code) => {
      const instance = await BuiltInstance.start(variables);
      const [health, metrics] = await Promise.all(
        ['/health', '/metrics'].map(async (path) => (await fetch(instance.url + path)).text()),
      );
      await instance.stop();

      expect(health).toContain(`"warnings":["${code}"]`);
      expect(metrics).toContain(`decision_store_warning{code="${code}"} 1`);
    },
    PATIENCE_MS,
  );

  it(
    'names the variable that is not read and the one that is meant',
    async () => {
      const port = String(await freePort());
      const script = RunningScript.start(['dist/main.js'], {
        ...{ PORT: port, LOG_FORMAT: 'json', CONCURENCY: 'canary' },
      });
      await script.printed('listening');
      script.signal('SIGTERM');
      const { stdout } = await script.end();
      const lines = stdout.split('\n').filter((line) => line.includes('unread_variable'));

      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
        expect.objectContaining({ level: 'warn', variable: 'CONCURENCY', meant: 'CONCURRENCY' }),
      ]);
      expect(stdout).not.toContain('canary');
    },
    PATIENCE_MS,
  );
});
