import { Cluster, Redis } from 'ioredis';
import { within } from '../server/deadline.js';
import { clusterOptions, commandOptions, redisOptions } from './redis-client-options.js';
import { parseInfo, type ServerInfo } from './redis-info.js';
import type { RedisClient } from '../server/redis-link.js';
import { mastersOf } from '../server/servers.js';
import type { DetectedServer, RedisTarget } from './redis-options.js';

/** The connections of one store. Everything that was opened is closed, even if opening failed halfway. */
export class RedisConnections {
  private readonly clients: RedisClient[] = [];
  private closed = false;

  /** For commands: one server, the master Sentinels name, or a whole cluster. */
  async forCommands(target: RedisTarget, server: DetectedServer): Promise<RedisClient> {
    return this.connect(
      server.mode === 'cluster' ? this.cluster(target) : new Redis(commandOptions(target, server)),
    );
  }

  /** For subscriptions: separate from commands, except that a cluster client does this by itself. */
  async forSubscriptions(
    target: RedisTarget,
    server: DetectedServer,
    commands: RedisClient,
  ): Promise<RedisClient> {
    if (server.mode === 'cluster') return commands;
    return this.connect(new Redis({ ...redisOptions(target, server), autoResubscribe: false }));
  }

  /** Lets running commands finish within `ms`, then ends all. */
  async close(ms: number): Promise<void> {
    this.closed = true;
    await within(ms, Promise.allSettled(this.clients.map((client) => client.quit()))).catch(() => undefined);
    this.disconnect();
  }

  disconnect(): void {
    this.closed = true;
    for (const client of this.clients) client.disconnect();
  }

  private cluster(target: RedisTarget): Cluster {
    return new Cluster([...target.seeds], clusterOptions(target));
  }

  /** The events say what went wrong; the driver's promise says only that something did. */
  private async connect(client: RedisClient): Promise<RedisClient> {
    if (this.closed) throw new Error('Connection is closed.');
    this.clients.push(client);
    let reason: unknown;
    const note = (error: unknown) => {
      reason = error;
    };
    client.on('error', note).on('node error', note);
    try {
      await client.connect();
    } catch (error) {
      throw reason ?? error;
    }
    return client;
  }
}

/** INFO of the server, or of each master of a cluster. */
export async function serverInfos(client: RedisClient): Promise<ServerInfo[]> {
  return (await Promise.all(mastersOf(client).map((node) => node.info()))).map(parseInfo);
}
