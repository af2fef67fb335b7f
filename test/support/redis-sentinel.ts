import { eventually, RedisServer, STORE_USER } from './redis-server.js';

const SENTINELS = 3;

/** What the Sentinels call the master. */
export const MASTER_NAME = 'decisions-master';

/** A master, its replica, and three Sentinels that watch them. */
export class RedisSentinel {
  private constructor(
    readonly master: RedisServer,
    readonly replica: RedisServer,
    readonly sentinels: readonly RedisServer[],
  ) {}

  static async start(): Promise<RedisSentinel> {
    const master = await RedisServer.start({ 'repl-diskless-sync-delay': '0' });
    const replica = await RedisServer.start({ replicaof: `127.0.0.1 ${master.port}` });
    await eventually(async () => (await replica.admin.info('replication')).includes('master_link_status:up'));
    const sentinels = await Promise.all(Array.from({ length: SENTINELS }, () => startSentinel(master)));
    await Promise.all(
      sentinels.map(({ admin }) =>
        eventually(async () => (await admin.info('sentinel')).includes(`slaves=1,sentinels=${SENTINELS}`)),
      ),
    );
    return new RedisSentinel(master, replica, sentinels);
  }

  /** The Sentinels as seeds; they have no password themselves. */
  get url(): string {
    const hosts = this.sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return `redis://${STORE_USER.username}:${STORE_USER.password}@${hosts}`;
  }

  async stop(): Promise<void> {
    await Promise.all([this.master, this.replica, ...this.sentinels].map((server) => server.stop()));
  }
}

async function startSentinel({ port }: RedisServer): Promise<RedisServer> {
  return RedisServer.start(
    {
      [`sentinel monitor ${MASTER_NAME}`]: `127.0.0.1 ${port} 2`,
      [`sentinel down-after-milliseconds ${MASTER_NAME}`]: '1000',
      [`sentinel failover-timeout ${MASTER_NAME}`]: '3000',
    },
    'sentinel',
  );
}
