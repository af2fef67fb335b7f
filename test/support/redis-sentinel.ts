import type { Certificate } from './certificate.js';
import { RedisServer, type Settings } from './redis-server.js';
import { TcpProxy } from './tcp-proxy.js';
import { until } from './until.js';

const SENTINELS = 3;

/** What the Sentinels call the master. */
export const MASTER_NAME = 'decisions-master';

export interface SentinelOptions {
  readonly certificate?: Certificate;
  /** Settings of the master and of its replica. */
  readonly settings?: Settings;
}

/** A master, its replica, and three Sentinels that watch them. */
export class RedisSentinel {
  private constructor(
    readonly master: RedisServer,
    /** The wire to the master, under whose port everybody knows it. */
    readonly wire: TcpProxy,
    readonly replica: RedisServer,
    readonly sentinels: readonly RedisServer[],
  ) {}

  static async start({ certificate, settings }: SentinelOptions = {}): Promise<RedisSentinel> {
    const master = await RedisServer.start({ 'repl-diskless-sync-delay': '0', ...settings }, { certificate });
    const wire = await TcpProxy.start(master.port);
    await master.admin.config('SET', 'replica-announce-port', wire.port);
    const replicaOf = { replicaof: `127.0.0.1 ${wire.port}`, ...settings };
    const replica = await RedisServer.start(replicaOf, { certificate });
    await until(async () => (await replica.admin.info('replication')).includes('master_link_status:up'));
    const sentinels = await Promise.all(
      Array.from({ length: SENTINELS }, () => startSentinel(wire.port, certificate)),
    );
    await Promise.all(
      sentinels.map(({ admin }) =>
        until(async () => (await admin.info('sentinel')).includes(`slaves=1,sentinels=${SENTINELS}`)),
      ),
    );
    return new RedisSentinel(master, wire, replica, sentinels);
  }

  /** The Sentinels as seeds; they have no password themselves. */
  get url(): string {
    const hosts = this.sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return this.master.url.replace(/[^@]*$/, hosts);
  }

  async stop(): Promise<void> {
    await this.wire.stop();
    await Promise.all([this.master, this.replica, ...this.sentinels].map((server) => server.stop()));
  }
}

async function startSentinel(port: number, certificate?: Certificate): Promise<RedisServer> {
  return RedisServer.start(
    {
      [`sentinel monitor ${MASTER_NAME}`]: `127.0.0.1 ${port} 2`,
      [`sentinel down-after-milliseconds ${MASTER_NAME}`]: '1000',
      [`sentinel failover-timeout ${MASTER_NAME}`]: '3000',
    },
    { mode: 'sentinel', certificate },
  );
}
