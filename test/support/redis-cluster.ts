import { indexDifferences } from '../contract/redis-indexes.js';
import type { Certificate } from './certificate.js';
import { freePort } from './free-port.js';
import { RedisServer } from './redis-server.js';
import { startAll } from './start-all.js';
import { until } from './until.js';

const SLOTS = 16_384;
const MASTERS = 3;

/** Three masters, each with a replica. */
export class RedisCluster {
  private constructor(
    readonly masters: readonly RedisServer[],
    readonly replicas: readonly RedisServer[],
  ) {}

  static async start(certificate?: Certificate): Promise<RedisCluster> {
    const servers = await startAll(2 * MASTERS, () => startNode(certificate));
    const cluster = new RedisCluster(servers.slice(0, MASTERS), servers.slice(MASTERS));
    await cluster.form().catch(async (error: unknown) => {
      await cluster.stop();
      throw error;
    });
    return cluster;
  }

  get servers(): readonly RedisServer[] {
    return [...this.masters, ...this.replicas];
  }

  /** All nodes as seeds. */
  get url(): string {
    const hosts = this.servers.map(({ port }) => `127.0.0.1:${port}`).join(',');
    const [first] = this.masters;
    return first?.url.replace(/[^@]*$/, hosts) ?? '';
  }

  /** What `indexDifferences` finds on all masters. */
  async differences(keyPrefix: string): Promise<string[]> {
    return indexDifferences(
      this.masters.map(({ admin }) => admin),
      keyPrefix,
    );
  }

  /** Moves the slot of a hash tag to another master, key by key, as resharding does. */
  async moveSlotOf(tag: string): Promise<void> {
    const [first] = this.masters;
    if (first === undefined) throw new Error('A cluster has masters.');
    const slot = Number(await first.admin.call('CLUSTER', 'KEYSLOT', tag));
    const owner = this.masters[Math.floor((slot * MASTERS) / SLOTS)];
    const heir = this.masters.find((master) => master !== owner);
    if (owner === undefined || heir === undefined) throw new Error('Every slot has a master.');
    const [from, to] = await Promise.all(
      [owner, heir].map(async ({ admin }) => String(await admin.call('CLUSTER', 'MYID'))),
    );
    await heir.admin.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(from));
    await owner.admin.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(to));
    for (;;) {
      const keys = await owner.admin.call('CLUSTER', 'GETKEYSINSLOT', slot, 10);
      if (!Array.isArray(keys) || keys.length === 0) break;
      await owner.admin.call('MIGRATE', '127.0.0.1', heir.port, '', 0, 5_000, 'KEYS', ...keys.map(String));
    }
    for (const { admin } of [heir, owner]) await admin.call('CLUSTER', 'SETSLOT', slot, 'NODE', String(to));
  }

  /** Once every master's replica has all that was written. */
  async replicated(): Promise<void> {
    await Promise.all(this.masters.map(({ admin }) => until(async () => (await lag(admin)) === 0)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  private async form(): Promise<void> {
    await Promise.all(
      this.masters.map(async ({ admin }, nth) => {
        const [first, last] = [nth, nth + 1].map((each) => Math.round((each * SLOTS) / MASTERS));
        await admin.call('CLUSTER', 'ADDSLOTSRANGE', Number(first), Number(last) - 1);
        await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', nth + 1);
      }),
    );
    await this.all((server) => this.knowsAll(server));
    await Promise.all(
      this.replicas.map(async ({ admin }, nth) => {
        const master = await this.masters[nth]?.admin.call('CLUSTER', 'MYID');
        await admin.call('CLUSTER', 'REPLICATE', String(master));
      }),
    );
    await this.all(async (server) => (await info(server)).includes('cluster_state:ok'));
    await Promise.all(
      this.replicas.map(({ admin }) =>
        until(async () => (await admin.info('replication')).includes('master_link_status:up')),
      ),
    );
    await this.all(async ({ admin }) => {
      const replicas = (await nodes(admin)).filter((line) => line.includes('slave'));
      return replicas.length === MASTERS;
    });
  }

  /** A node forgets whom it was to meet if the first greeting takes too long: it is told until they have met. */
  private async knowsAll({ admin }: RedisServer): Promise<boolean> {
    const met = await nodes(admin);
    const missing = this.servers.filter(({ port }) => !met.some((line) => line.includes(`:${port}@`)));
    for (const other of missing) {
      const bus = await other.admin.config('GET', 'cluster-port');
      await admin.call('CLUSTER', 'MEET', '127.0.0.1', other.port, String(bus[1]));
    }
    return missing.length === 0;
  }

  private async all(condition: (server: RedisServer) => Promise<boolean>): Promise<void> {
    await Promise.all(this.servers.map((server) => until(() => condition(server))));
  }
}

async function startNode(certificate: Certificate | undefined): Promise<RedisServer> {
  const settings = {
    'cluster-enabled': 'yes',
    'cluster-config-file': 'nodes.conf',
    'cluster-port': String(await freePort()),
    'cluster-node-timeout': '1500',
    'cluster-require-full-coverage': 'no',
    'cluster-replica-validity-factor': '0',
    'repl-diskless-sync-delay': '0',
  };
  return RedisServer.start(settings, { certificate });
}

async function info({ admin }: RedisServer): Promise<string> {
  return String(await admin.call('CLUSTER', 'INFO'));
}

/** A line for each node this one has met, itself included. */
async function nodes(admin: RedisServer['admin']): Promise<string[]> {
  const lines = String(await admin.call('CLUSTER', 'NODES')).split('\n');
  return lines.filter((line) => line.includes(' connected') && !line.includes('handshake'));
}

/** How many bytes of a master's replication stream its replica has not confirmed. */
async function lag(admin: RedisServer['admin']): Promise<number> {
  const info = await admin.info('replication');
  const written = Number(/master_repl_offset:(\d+)/.exec(info)?.[1]);
  const confirmed = Number(/slave0:.*offset=(\d+)/.exec(info)?.[1]);
  return written - confirmed;
}
