import { join } from 'node:path';
import type { PendingProcess } from '../../src/decisions/domain/decision-process.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { aPendingProcess, type ProcessSketch } from '../support/a-process.js';
import type { Series } from '../support/prometheus-text.js';
import { RedisServer } from '../support/redis-server.js';
import { RunningInstance } from './running-instance.js';

/** A Redis nothing is wrong with, and the instances on it, the first of which is looked at. */
export class Installation {
  private readonly others: RunningInstance[] = [];

  private constructor(
    readonly redis: RedisServer,
    public main: RunningInstance,
  ) {}

  static async start(): Promise<Installation> {
    const redis = await RedisServer.start({ appendonly: 'yes' });
    return new Installation(redis, await RunningInstance.start('main', { REDIS_URL: redis.url }));
  }

  /** A path that no file is at until a step is to go on. */
  get gate(): string {
    return join(this.redis.directory, 'gate');
  }

  async scrape(): Promise<Series[]> {
    const scrapes = await Promise.all([this.main, ...this.others].map((instance) => instance.scrape()));
    return scrapes.flat();
  }

  async add(name: string, variables: Readonly<Record<string, string>>): Promise<RunningInstance> {
    const instance = await RunningInstance.start(name, { REDIS_URL: this.redis.url, ...variables });
    this.others.push(instance);
    return instance;
  }

  async endOthers(signal?: NodeJS.Signals): Promise<void> {
    await Promise.all(this.others.splice(0).map((instance) => instance.end(signal)));
  }

  /** As with other settings, or after the store has got others. */
  async restart(variables: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.main.end();
    this.main = await RunningInstance.start('main', { REDIS_URL: this.redis.url, ...variables });
  }

  /** As if it had been accepted before this test began. */
  async keep(sketch: ProcessSketch & { readonly createdAt: number }): Promise<PendingProcess> {
    const persistence = await openRedisPersistence({ url: this.redis.url });
    const process = aPendingProcess({ engine: 'troubled', plan: ['only'], ...sketch });
    await persistence.processes.create(process);
    await persistence.onApplicationShutdown();
    return process;
  }

  async stop(): Promise<void> {
    await this.endOthers();
    await this.main.end();
    await this.redis.stop();
  }
}
