import { afterEach, describe, expect, it } from '@jest/globals';
import { WorkerLifecycle } from '../../src/decisions/application/background/worker-lifecycle.js';
import { BackgroundTasks } from '../../src/decisions/application/base/background-tasks.js';
import { EventLoopMonitor } from '../../src/health/event-loop-monitor.js';
import { anApp, type AppInstance, type AppOptions } from '../support/app-instance.js';
import { freePort } from '../support/free-port.js';
import { RedisServer, STORE_USER } from '../support/redis-server.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';
import { until } from '../support/until.js';

type Force = (instance: AppInstance) => void;

const LATE: Force = ({ app }) => fix(app.get(EventLoopMonitor), 'p99Ms', 1_500);
const STUCK: Force = ({ app }) => fix(app.get(BackgroundTasks), 'overdueMs', 60_001);
const DRAINING: Force = ({ app }) => app.get(WorkerLifecycle).drain();
const NOTHING: Force = () => undefined;

describe('health', () => {
  const opened: { close(): Promise<void> }[] = [];
  const servers: RedisServer[] = [];

  afterEach(async () => {
    for (const instance of opened.splice(0)) await instance.close();
    for (const server of servers.splice(0)) await server.stop();
  });

  it.each([
    ['all is well', NOTHING, [200, 'ok'], [200, 'ok'], [200, 'ok'], [200, 'ok']],
    ['it is leaving', DRAINING, [200, 'ok'], [503, 'error'], [200, 'ok'], [503, 'error']],
    ['a loop is stuck', STUCK, [503, 'error'], [200, 'ok'], [200, 'ok'], [503, 'error']],
    ['the event loop is late', LATE, [200, 'ok'], [503, 'error'], [200, 'ok'], [503, 'error']],
  ] as const)('on memory when %s', async (_state, force, live, ready, startup, report) => {
    const instance = await open();
    force(instance);

    expect(await answers(instance)).toEqual({ live, ready, startup, report });
  });

  it('names what is wrong with fixed words', async () => {
    const instance = await open();
    DRAINING(instance);
    const { json } = await instance.http.get('/health/ready');

    expect(json).toEqual({
      status: 'error',
      details: {
        startup: { status: 'up' },
        shutdown: { status: 'down', code: 'draining' },
        event_loop: { status: 'up' },
        store: { status: 'up' },
      },
    });
  });

  it('is degraded, and ready all the same, when memory stands in for a Redis that did not answer', async () => {
    const instance = await open({ env: await noRedis() });

    expect(await answers(instance)).toEqual({
      live: [200, 'ok'],
      ready: [200, 'degraded'],
      startup: [200, 'ok'],
      report: [200, 'degraded'],
    });
    const { json } = await instance.http.get('/health');
    expect(json.details.memory).toEqual({
      status: 'degraded',
      code: 'memory_fallback',
      durable: false,
      warnings: ['memory_fallback'],
      response_ms: expect.any(Number),
    });
  });

  it('reports on Redis by name, with what its settings put at risk', async () => {
    const { instance } = await openOnRedis();
    // On a busy machine the first look may be a slow one.
    await until(async () => (await instance.http.get('/health')).json.status === 'ok');
    const { json } = await instance.http.get('/health');

    expect(json.details.redis).toEqual({
      status: 'up',
      durable: true,
      warnings: ['aof_off'],
      response_ms: expect.any(Number),
    });
  });

  it('stays alive and ready while Redis is away, says so, and recovers by itself', async () => {
    const { instance, server } = await openOnRedis();
    server.signal('SIGSTOP');
    // It may be called slow before it is called down.
    await until(async () => (await instance.http.get('/health')).status === 503);

    expect(await answers(instance)).toEqual({
      live: [200, 'ok'],
      ready: [200, 'degraded'],
      startup: [200, 'ok'],
      report: [503, 'error'],
    });
    const { json } = await instance.http.get('/health');
    // A silent server is a timeout at first, and then a connection that was given up.
    const code = expect.stringMatching(/^(timeout|disconnected)$/);
    expect(json.error.redis).toMatchObject({ status: 'down', code });
    server.signal('SIGCONT');
    await until(async () => (await instance.http.get('/health/ready')).json.status === 'ok');
    expect((await instance.http.get('/health')).status).toBe(200);
  }, 60_000);

  it('shows nobody where Redis is or how to get in', async () => {
    const { instance, server } = await openOnRedis();
    await server.kill();
    await until(async () => (await instance.http.get('/health/ready')).json.status === 'degraded');
    const bodies = await Promise.all(PATHS.map(async (path) => (await instance.http.get(path)).text));

    for (const secret of [STORE_USER.username, STORE_USER.password, String(server.port), 'ECONNREFUSED']) {
      expect(bodies.join('\n')).not.toContain(secret);
    }
  }, 60_000);

  it('costs the store nothing, however often it is asked', async () => {
    const { instance, server } = await openOnRedis();
    const before = await writeChecks(server);
    const probes = ['/health/live', '/health/ready', '/health/startup', '/health'];
    for (let round = 0; round < 50; round++) {
      await Promise.all(probes.map((path) => instance.http.get(path)));
    }

    // The check in the background may have come meanwhile, and the report is kept for a second.
    expect((await writeChecks(server)) - before).toBeLessThan(10);
  });

  it('asks clients to open no more requests on their connections once it is leaving', async () => {
    const instance = await open();
    const connection = async () =>
      (await instance.http.get('/health/live', { connection: 'keep-alive' })).headers.connection;
    expect(await connection()).toBe('keep-alive');
    DRAINING(instance);
    expect(await connection()).toBe('close');
  });

  it('sends requests away but stays alive while steps are given time to finish', async () => {
    const gate = new Gate<string>();
    const begun = new Gate();
    const decide = () => {
      begun.open();
      return gate.opened;
    };
    const instance = await anApp({ engines: [scriptedEngine({ decide })] });
    await instance.http.post('/decisions/start', {
      decision_query: 'Which supplier should we sign?',
      engine: 'scripted',
      problem: {},
    });
    await begun.opened;
    const closed = instance.close();
    await until(async () => (await instance.http.get('/health/ready')).status === 503);

    expect(await answers(instance)).toEqual({
      live: [200, 'ok'],
      ready: [503, 'error'],
      startup: [200, 'ok'],
      report: [503, 'shutting_down'],
    });
    gate.open('decided');
    await closed;
  });

  async function open(options: AppOptions = {}): Promise<AppInstance> {
    const instance = await anApp(options);
    opened.push(instance);
    return instance;
  }

  async function openOnRedis(): Promise<{ instance: AppInstance; server: RedisServer }> {
    const server = await RedisServer.start();
    servers.push(server);
    const env = {
      ENABLE_REDIS_PERSISTENCE: 'true',
      REDIS_URL: server.url,
      REDIS_COMMAND_TIMEOUT_MS: '300',
      SHUTDOWN_GRACE_MS: '0',
    };
    return { instance: await open({ env }), server };
  }
});

const PATHS = ['/health/live', '/health/ready', '/health/startup', '/health'];

async function answers({ http }: AppInstance) {
  const replies = await Promise.all(PATHS.map((path) => http.get(path)));
  const [live, ready, startup, report] = replies.map(({ status, json }) => [status, json.status]);
  return { live, ready, startup, report };
}

async function noRedis(): Promise<Record<string, string>> {
  return { ENABLE_REDIS_PERSISTENCE: 'true', REDIS_PORT: String(await freePort()) };
}

/** How often the write check was run; nothing else in the store uses the command. */
async function writeChecks(server: RedisServer): Promise<number> {
  const stats = await server.admin.info('commandstats');
  return Number(/cmdstat_set:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

/** Puts what is observed of the outside world where a test wants it. */
function fix<T extends object>(target: T, property: keyof T, value: unknown): void {
  Object.defineProperty(target, property, { get: () => value });
}
