import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RedisServer, STORE_USER } from '../../support/redis-server.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { Journal } from '../load/journal.js';
import { ChangeLog } from './change-log.js';
import { ChaosServer } from './chaos-server.js';
import { EffectsLog } from './effects-log.js';
import { Random } from './random.js';
import { now } from './time.js';

export interface BedSettings {
  readonly seed: number;
  readonly servers: number;
  readonly leaseMs: number;
  /** Processes a server runs at the same time. */
  readonly concurrency: number;
  readonly maxAttempts: number;
  /** First and longest delay before another attempt. */
  readonly backoffMs: readonly [number, number];
  /** Modules loaded into every server before the program, relative to the root of the repository. */
  readonly preloads: readonly string[];
  /** Every start of a server gets a wall clock that is wrong by up to so much, milliseconds. */
  readonly clockErrorMs: number;
}

export const DEFAULT_BED: BedSettings = {
  seed: 1,
  servers: 3,
  leaseMs: 2_000,
  concurrency: 20,
  maxAttempts: 5,
  backoffMs: [100, 500],
  preloads: [],
  clockErrorMs: 3_600_000,
};

/** Something done to the system, and to whom. Times are monotonic. */
export interface Fault {
  readonly kind: 'kill' | 'freeze' | 'terminate' | 'cut' | 'redis_kill' | 'redis_freeze';
  /** The process of the server it was done to; 0 for the store. */
  readonly pid: number;
  readonly at: number;
  /** When it was over. */
  readonly until: number;
}

/** Longer than any step. */
export const SHUTDOWN_GRACE_MS = 1_000;
const KEY_PREFIX = 'decisions';

/** Real servers on a real store, everything on loopback and in directories of its own, with every way to break them. */
export class TestBed {
  readonly journal = new Journal();
  readonly faults: Fault[] = [];
  readonly startedAt = now();
  readonly servers: ChaosServer[] = [];
  private readonly proxies: TcpProxy[] = [];

  private constructor(
    readonly settings: BedSettings,
    readonly directory: string,
    readonly redis: RedisServer,
    readonly effects: EffectsLog,
    readonly changes: ChangeLog,
    /** For the scenario; what runs beside it takes a fork. */
    readonly random: Random,
  ) {
    process.on('exit', this.abandon);
  }

  static async open(settings: BedSettings): Promise<TestBed> {
    const directory = await mkdtemp(join(tmpdir(), 'chaos-'));
    // With `everysec` a busy disk may hold a write back for two seconds after its answer: then a killed Redis has lost it,
    // as docs/durability.md says. Here an answer means stored.
    const redis = await RedisServer.start({ appendonly: 'yes', appendfsync: 'always' });
    const changes = new ChangeLog(redis.port);
    await changes.open(`${KEY_PREFIX}:changes`);
    const effects = new EffectsLog(directory);
    const bed = new TestBed(settings, directory, redis, effects, changes, new Random(settings.seed));
    try {
      await bed.startServers();
    } catch (error) {
      await bed.close({ keepFiles: true });
      throw error;
    }
    return bed;
  }

  /** Servers that answered ready and were not ended since. */
  get up(): readonly ChaosServer[] {
    return this.servers.filter((server) => server.readySince !== null);
  }

  /** Servers that have held their lease for long enough to take over from others. */
  get steady(): readonly ChaosServer[] {
    const since = now() - 1.2 * this.settings.leaseMs;
    return this.servers.filter((server) => server.readySince !== null && server.readySince < since);
  }

  get lastFaultAt(): number {
    return this.faults.reduce((last, { until }) => Math.max(last, until), this.startedAt);
  }

  /** The wire between one server and the store. */
  wireOf(server: ChaosServer): TcpProxy {
    const proxy = this.proxies[this.servers.indexOf(server)];
    if (!proxy) throw new Error('Every server has a wire of its own.');
    return proxy;
  }

  /** Ends everything it started and removes its files, unless they are wanted for a closer look. */
  async close({ keepFiles = false } = {}): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    this.effects.close();
    this.changes.close();
    await Promise.all(this.proxies.map((proxy) => proxy.stop()));
    await this.redis.stop();
    process.off('exit', this.abandon);
    if (!keepFiles) await rm(this.directory, { recursive: true, force: true });
  }

  private readonly abandon = (): void => {
    for (const server of this.servers) server.signal('SIGKILL');
  };

  private async startServers(): Promise<void> {
    const clocks = this.random.fork();
    for (let number = 1; number <= this.settings.servers; number++) {
      const proxy = await TcpProxy.start(this.redis.port);
      this.proxies.push(proxy);
      const server = new ChaosServer({
        name: `server-${number}`,
        directory: this.directory,
        environment: () => this.environment(proxy.port, clocks),
        preloads: ['test/chaos/server/shifted-clock.mjs', ...this.settings.preloads],
      });
      this.servers.push(server);
      await server.start();
    }
  }

  private environment(storePort: number, clocks: Random): Record<string, string> {
    const { leaseMs, concurrency, maxAttempts, clockErrorMs } = this.settings;
    const [firstMs, longestMs] = this.settings.backoffMs;
    return {
      ENABLE_REDIS_PERSISTENCE: 'true',
      PERSISTENCE_FALLBACK: 'refuse',
      REDIS_URL: `redis://${STORE_USER.username}:${STORE_USER.password}@127.0.0.1:${storePort}`,
      REDIS_KEY_PREFIX: KEY_PREFIX,
      ENGINE_MODULES: fileURLToPath(new URL('../server/chaos.engine.mjs', import.meta.url)),
      CHAOS_DIRECTORY: this.directory,
      CLOCK_SHIFT_MS: String(clocks.between(-clockErrorMs, clockErrorMs)),
      LEASE_MS: String(leaseMs),
      REDIS_COMMAND_TIMEOUT_MS: String(Math.min(1_500, leaseMs - 100)),
      CONCURRENCY: String(concurrency),
      MAX_ATTEMPTS: String(maxAttempts),
      RETRY_BACKOFF_MS: String(firstMs),
      RETRY_BACKOFF_CAP_MS: String(longestMs),
      SHUTDOWN_GRACE_MS: String(SHUTDOWN_GRACE_MS),
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'json',
    };
  }
}
