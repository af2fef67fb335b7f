import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aStartBody } from '../support/http-bodies.js';
import { HttpClient, type HttpReply } from '../support/http-client.js';
import { freePort } from '../support/free-port.js';
import { RedisServer, STORE_USER } from '../support/redis-server.js';
import { RunningScript } from '../support/run-script.js';
import { TokenIssuer } from '../support/token-issuer.js';
import { TraceCollector } from '../support/trace-collector.js';

jest.setTimeout(180_000);

const ROLES = 'read+write+review+admin';
const KEY = `dk_${randomBytes(32).toString('base64url')}`;
const OTHER_KEY = `dk_${randomBytes(32).toString('base64url')}`;
const WRONG_PASSWORD = 'canary-9b2e-wrong';
const digest = (secret: string) => createHash('sha256').update(secret).digest();

/** Everything that the program shows anybody, with credentials good and bad on every route and in every wrong place. */
describe('credentials', () => {
  const shown: string[] = [];
  let issuer: TokenIssuer;
  let collector: TraceCollector;
  let redis: RedisServer;
  let program: RunningScript;
  let http: HttpClient;
  let url = '';
  let tokens: readonly string[] = [];

  beforeAll(async () => {
    [issuer, collector, redis] = await Promise.all([
      TokenIssuer.start(),
      TraceCollector.start(),
      RedisServer.start(),
    ]);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    http = new HttpClient(port);
    program = RunningScript.start(['dist/main.js'], { ...variables(redis.url), PORT: String(port) });
    await program.printed('"event":"started"');
  });

  afterAll(async () => {
    program.signal('SIGKILL');
    await Promise.all([issuer.stop(), collector.stop(), redis.stop()]);
  });

  it('are in no answer, log, metric, trace or word of ctl', async () => {
    const good = await issuer.token('ada', ROLES.split('+'));
    const [head = '', claims = ''] = good.split('.');
    const late = await issuer.token('ada', ['read'], -3_600);
    tokens = [good, late, `${head}.${claims}.${randomBytes(64).toString('base64url')}`];

    const id = await started();
    const operations = await operationsOf(id);
    expect(operations.length).toBeGreaterThan(15);
    for (const authorization of authorizations()) {
      for (const [method, path] of operations) await ask(method, path, { authorization });
    }
    for (const secret of [KEY, good]) {
      // What names a path is told that path, and nobody else is.
      for (const path of [`/decisions/${secret}`, `/${secret}`, `/decisions/${id}/steps/${secret}`])
        await http.get(path, bearer(KEY));
      await ask('GET', `/decisions/stats?api_key=${secret}&access_token=${secret}`, {});
      await ask('GET', '/decisions/stats', { 'x-api-key': secret, cookie: `token=${secret}` });
    }
    await visitedByCtl(id);
    await redis.kill();
    for (const secret of [KEY, good]) {
      await ask('GET', `/decisions/status/${id}`, bearer(secret));
      await ask('POST', '/decisions/start', bearer(secret), aStartBody());
    }
    await ask('GET', '/health', {});
    await ask('GET', '/metrics', bearer(KEY));
    await program.printed('"event":"store_down"');
    program.signal('SIGTERM');
    const { stdout, stderr } = await program.end();
    expect(stdout).toContain('"event":"request"');
    expect(collector.spans.length).toBeGreaterThan(10);
    shown.push(stdout, stderr, collector.text);

    expectNothingOf(secrets());
  });

  it('are not in what is said of a password that Redis refuses, and of keys that are none', async () => {
    await redis.restart();
    const refused = redis.url.replace(STORE_USER.password, WRONG_PASSWORD);
    const starts = [
      variables(refused),
      { ...variables(redis.url), API_KEYS: `ci:read:${KEY}` },
      { ...variables(redis.url), API_KEYS: `ci:emperor:${digest(KEY).toString('hex')}` },
      { ...variables(redis.url), JWKS_URL: `https://user:${WRONG_PASSWORD}@id example/keys` },
      { ...variables(`redis://${STORE_USER.username}:${STORE_USER.password}@no host`) },
      { ...variables(redis.url), REDIS_PASSWORD: `${WRONG_PASSWORD}\n` },
    ];
    for (const each of starts) {
      const { code, stdout, stderr } = await RunningScript.start(['dist/main.js'], {
        ...each,
        PORT: String(await freePort()),
      }).end();
      expect(code).toBe(1);
      expect(stdout + stderr).not.toBe('');
      shown.push(stdout, stderr);
    }
    expectNothingOf([...secrets(), WRONG_PASSWORD]);
  });

  function variables(redisUrl: string): Record<string, string> {
    const keys = [KEY, OTHER_KEY].map((key, nth) => `caller-${nth}:${ROLES}:${digest(key).toString('hex')}`);
    return {
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'trace', API_KEYS: keys.join(','), RATE_LIMIT_PER_S: '0' },
      ...{ ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redisUrl, REDIS_COMMAND_TIMEOUT_MS: '300' },
      ...{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      ...{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_BSP_SCHEDULE_DELAY: '50' },
      ...issuer.variables,
    };
  }

  /** As they are, in parts, and in the other forms in which they could slip out. */
  function secrets(): string[] {
    const keys = [KEY, OTHER_KEY].flatMap((key) => [
      ...[key, Buffer.from(key).toString('base64').slice(0, 24)],
      ...[digest(key).toString('hex'), digest(key).toString('base64'), digest(key).toString('base64url')],
    ]);
    const parts = tokens.flatMap((token) => token.split('.').slice(1));
    return [...keys, ...parts, STORE_USER.password, redis.url];
  }

  function authorizations(): string[] {
    const basic = Buffer.from(`ada:${KEY}`).toString('base64');
    return [KEY, `${KEY}x`, ...tokens, `${KEY} ${KEY}`]
      .map((secret) => `Bearer ${secret}`)
      .concat(`Basic ${basic}`, KEY, `Bearer ${digest(KEY).toString('hex')}`);
  }

  async function ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<HttpReply> {
    // A stream ends with its process, which settles; a guard for one that does not.
    const answer = await http.send(method, path, { headers, body, signal: AbortSignal.timeout(20_000) });
    shown.push(answer.text, JSON.stringify(answer.headers));
    return answer;
  }

  async function started(): Promise<string> {
    const answer = await ask('POST', '/decisions/run', bearer(KEY), aStartBody());
    expect(answer.status).toBe(200);
    return answer.json.process_id;
  }

  /** Every route there is, aimed at a process that there is. */
  async function operationsOf(id: string): Promise<(readonly [string, string])[]> {
    const { json } = await ask('GET', '/docs-json', bearer(KEY));
    return Object.entries(json.paths as object)
      .flatMap(([path, methods]) =>
        Object.keys(methods as object).map((method) => {
          const target = path.replace('{process_id}', id).replace('{name}', 'frame');
          return [method.toUpperCase(), target] as const;
        }),
      )
      .filter(([method, path]) => method !== 'DELETE' || !path.endsWith(id));
  }

  async function visitedByCtl(id: string): Promise<void> {
    const commands = [['stats'], ['list'], ['show', id], ['engines'], ['workers'], ['corrupt'], ['health']];
    for (const key of [KEY, `${OTHER_KEY}-not`]) {
      const visits = commands.flatMap((command) => [
        RunningScript.start(['scripts/ctl.mjs', ...command, '--url', url, '--key', key]),
        RunningScript.start(['scripts/ctl.mjs', ...command, '--json'], {
          DECISIONS_URL: url,
          DECISIONS_KEY: key,
        }),
      ]);
      for (const visit of visits) {
        const { stdout, stderr } = await visit.end();
        shown.push(stdout, stderr);
      }
    }
  }

  function expectNothingOf(all: readonly string[]): void {
    for (const secret of all) {
      const lines = shown.flatMap((text) => text.split('\n')).filter((line) => line.includes(secret));
      expect(lines.map((line) => line.replaceAll(secret, 'SECRET').slice(0, 300))).toEqual([]);
    }
  }
});

function bearer(secret: string): Record<string, string> {
  return { authorization: `Bearer ${secret}` };
}
