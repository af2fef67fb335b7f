import type { Certificate } from './certificate.js';
import { RedisServer, type Settings } from './redis-server.js';
import { startAll } from './start-all.js';
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

interface Stoppable {
  stop(): Promise<void>;
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
    const started: Stoppable[] = [];
    const keep = <T extends Stoppable>(each: T): T => {
      started.push(each);
      return each;
    };
    try {
      const sets = { 'repl-diskless-sync-delay': '0', ...settings };
      const master = keep(await RedisServer.start(sets, { certificate }));
      const wire = keep(await TcpProxy.start(master.port));
      await master.admin.config('SET', 'replica-announce-port', wire.port);
      const replicaOf = { replicaof: `127.0.0.1 ${wire.port}`, ...settings };
      const replica = keep(await RedisServer.start(replicaOf, { certificate }));
      await until(async () => (await replica.admin.info('replication')).includes('master_link_status:up'));
      const sentinels = await startAll(SENTINELS, () => startSentinel(wire.port, certificate));
      sentinels.forEach(keep);
      await Promise.all(sentinels.map(knowsTheOthers));
      return new RedisSentinel(master, wire, replica, sentinels);
    } catch (error) {
      await Promise.all(started.map((each) => each.stop()));
      throw error;
    }
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

function knowsTheOthers({ admin }: RedisServer): Promise<void> {
  return until(async () => (await admin.info('sentinel')).includes(`slaves=1,sentinels=${SENTINELS}`));
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
