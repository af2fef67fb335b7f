import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { BuiltInstance } from '../deploy/built-instance.js';
import { at, documentOf, entriesAt, itemsAt, textOf } from '../deploy/documents.js';
import { interpolate } from '../deploy/interpolation.js';
import { RedisServer, type Settings } from '../support/redis-server.js';

/** What the person who starts it has chosen: a password for Redis, and a key to call with. */
const KEY = 'dk_0123456789abcdef';
const SECRET = {
  REDIS_PASSWORD: '0123456789abcdef',
  API_KEYS: `operator:admin:${createHash('sha256').update(KEY).digest('hex')}`,
};
const AUTHORIZED = { authorization: `Bearer ${KEY}` };

const compose = documentOf('docker-compose.yml');

describe('what the compose file starts', () => {
  let redis: RedisServer;
  const instances: BuiltInstance[] = [];
  const clients: Redis[] = [];

  beforeAll(async () => {
    redis = await RedisServer.start(redisSettings());
    const started = ['decisions-1', 'decisions-2'].map((name) =>
      BuiltInstance.start(environmentOf(name, redis.port)),
    );
    instances.push(...(await Promise.all(started)));
  }, 60_000);

  afterAll(async () => {
    await Promise.all(clients.filter(({ status }) => status === 'ready').map((client) => client.quit()));
    await Promise.all(instances.map((instance) => instance.stop()));
    await redis.stop();
  });

  it('is two instances in production that share every process', async () => {
    const [one, other] = instances.map(({ url }) => url);
    const accepted = await ask(`${one}/decisions/start`, {
      method: 'POST',
      headers: { ...AUTHORIZED, 'content-type': 'application/json' },
      body: JSON.stringify(DECISION),
    });
    const id = String(at(accepted, 'process_id'));
    const found = await settled(`${other}/decisions/status/${id}`);

    expect(accepted).toMatchObject({ durable: true });
    expect(found).toMatchObject({ process_id: id, status: 'completed', result: { recommended: 'a' } });
  });

  it.each(['startupProbe', 'livenessProbe', 'readinessProbe'])(
    'answers the %s of the manifests',
    async (probe) => {
      const deployment = documentOf('deploy/kubernetes/base/deployment.yaml');
      const path = at(deployment, 'spec', 'template', 'spec', 'containers', 0, probe, 'httpGet', 'path');

      await expect(statusOf(String(path))).resolves.toBe(200);
    },
  );

  it('answers the health check of the image', async () => {
    const [, path] = /'(\/[a-z/]+)'\)\.then/.exec(textOf('Dockerfile')) ?? [];

    await expect(statusOf(String(path))).resolves.toBe(200);
  });

  it('serves the queue depth that the autoscaler and its adapter read', async () => {
    const answer = await fetch(`${instances[0]?.url}/metrics`, { headers: AUTHORIZED });

    expect(await answer.text()).toMatch(/^decision_processes\{[^}]*status="pending"[^}]*\} \d+$/m);
  });

  it('serves every metric that the runbook tells to look at', async () => {
    const named = new Set(
      textOf('docs/operations.md').match(
        /\b(?:decision|http)_[a-z_]+_(?:total|seconds|up|warning|free|quarantined)\b/g,
      ),
    );
    const answer = await fetch(`${instances[0]?.url}/metrics`, { headers: AUTHORIZED });
    const served = new Set([...(await answer.text()).matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));

    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !served.has(name))).toEqual([]);
  });

  it('lets nobody in without a key', async () => {
    const answer = await fetch(`${instances[0]?.url}/decisions/stats`);

    expect(answer.status).toBe(401);
  });

  it('keeps Redis to its own user', async () => {
    await expect(connected({}).then((stranger) => stranger.ping())).rejects.toThrow();
  });

  it.each([
    ['empty the server', ['flushall']],
    ['change its settings', ['config', 'set', 'appendonly', 'no']],
    ['read keys of others', ['get', 'other:key']],
    ['change users', ['acl', 'setuser', 'default', 'on']],
  ])('lets the service not %s', async (_, [command, ...words]) => {
    const user = await connected({ username: 'decisions', password: SECRET.REDIS_PASSWORD });
    await expect(user.call(String(command), ...words)).rejects.toThrow(/NOPERM/);
  });

  async function statusOf(path: string): Promise<number> {
    return (await fetch(`${instances[0]?.url}${path}`)).status;
  }

  async function connected(options: { username?: string; password?: string }): Promise<Redis> {
    const client = new Redis(redis.port, '127.0.0.1', {
      retryStrategy: () => null,
      ...options,
      lazyConnect: true,
      enableReadyCheck: false,
    });
    clients.push(client);
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
});

const DECISION = {
  decision_query: 'Which of the two is the cheaper one?',
  problem: { alternatives: ['a', 'b'], criteria: [{ name: 'price', direction: 'cost' }], scores: [[1], [2]] },
};

/** The flags of the Redis service, and the users of the file it is given. */
function redisSettings(): Settings {
  const words = itemsAt(compose, 'services', 'redis', 'command').map((word) => interpolated(word));
  const flags = words.flatMap((word, index) =>
    word.startsWith('--') ? [[word.slice(2), words[index + 1] ?? '']] : [],
  );
  const users = interpolated(at(compose, 'configs', 'users', 'content'))
    .trim()
    .split('\n');
  const rights = users.map((line) => /^(user \S+) (.*)$/.exec(line)?.slice(1) ?? []);
  const { aclfile, ...settings } = Object.fromEntries(flags) as Settings;
  if (aclfile !== at(compose, 'services', 'redis', 'configs', 0, 'target'))
    throw new Error('No file of users.');
  return { ...settings, ...(Object.fromEntries(rights) as Settings) };
}

/** What the container is given, with the addresses of this machine. */
function environmentOf(service: string, redisPort: number): Record<string, string> {
  const entries = entriesAt(compose, 'services', service, 'environment');
  const [, production = ''] = /\bNODE_ENV=(\S+)/.exec(textOf('Dockerfile')) ?? [];
  return {
    NODE_ENV: production,
    ...Object.fromEntries(entries.map(([name, value]) => [name, interpolated(value)])),
    ...{ REDIS_HOST: '127.0.0.1', REDIS_PORT: String(redisPort) },
  };
}

function interpolated(value: unknown): string {
  return interpolate(String(value), SECRET);
}

async function ask(url: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(url, init);
  return answer.json();
}

/** The status once the process has ended: every answer waits for a change. */
async function settled(url: string): Promise<unknown> {
  const status = await ask(url, { headers: { ...AUTHORIZED, prefer: 'wait=10' } });
  return at(status, 'completed_at') === null ? settled(url) : status;
}
