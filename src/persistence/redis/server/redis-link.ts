import { type Cluster, Redis } from 'ioredis';
import { runScripts } from './batch-script.js';
import { ConnectionWatch } from './connection-watch.js';
import { within } from './deadline.js';
import { Deadlines } from './deadlines.js';
import { storeError } from './redis-errors.js';
import { listReply } from './replies.js';
import { ScriptBatches } from './script-batches.js';
import { runScript, type ScriptCall, type ScriptName } from './scripts.js';

/** One server, or the one that Sentinels name; or a cluster, which sends each command to the node of its key. */
export type RedisClient = Redis | Cluster;

/** The only way to the server: every call ends within the deadline, and fails only with the store's own errors. */
export class RedisLink {
  private readonly connection: ConnectionWatch;
  private readonly deadlines: Deadlines;
  private readonly batches: ScriptBatches;

  constructor(
    private readonly client: RedisClient,
    deadlineMs: number,
  ) {
    this.connection = new ConnectionWatch(client);
    this.deadlines = new Deadlines(deadlineMs);
    this.batches = new ScriptBatches({
      one: (script, call) => this.send((each) => runScript(each, script, call)),
      many: async (script, calls) => listReply(await this.send((each) => runScripts(each, script, calls))),
      failure: (error) => storeError(error),
    });
  }

  /** Whether a script has to stay within one partition. */
  get isCluster(): boolean {
    return !(this.client instanceof Redis);
  }

  /** @throws StoreUnavailable, or RedisFault */
  ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (this.client instanceof Redis) writeTogether(this.client);
    return this.send(command);
  }

  private async send<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    const { interruptions } = this.connection;
    try {
      return await this.deadlines.within(command(this.client));
    } catch (error) {
      this.connection.note(error);
      throw storeError(error, {
        connectionError: (await isLoading(this.client)) ? LOADING : this.connection.lastError,
        // The driver sends a command again when its connection ends: the first one may have been carried out.
        wasInterrupted: this.connection.interruptions !== interruptions,
      });
    }
  }

  /** Calls `listener` whenever a connection has ended. */
  onInterruption(listener: () => void): void {
    this.connection.onInterruption(listener);
  }

  /** @throws StoreUnavailable, or RedisFault */
  run(script: ScriptName, call: ScriptCall): Promise<unknown> {
    return this.ask((client) => runScript(client, script, call));
  }

  /**
   * Like `run`, for a script that is called often: sent together with others, unless partitions are on different
   * servers.
   */
  runTogether(script: ScriptName, call: ScriptCall): Promise<unknown> {
    return this.isCluster ? this.run(script, call) : this.batches.run(script, call);
  }
}

const LOADING = new Error('LOADING');
const INFO_MS = 200;

/** While a server is loading its data it accepts only a few commands, and the driver sends it none. */
async function isLoading(client: RedisClient): Promise<boolean> {
  if (!(client instanceof Redis) || client.status !== 'connect') return false;
  const info = await within(INFO_MS, client.info('persistence')).catch(() => '');
  return /^loading:1/m.test(info);
}

/**
 * Commands of one turn of the event loop are sent in one write, at the end of that turn: a write for each request takes
 * a quarter of the CPU time of a status. The driver's automatic pipelining does this too, but holds the next batch back
 * until the last is answered, which halves the throughput of scripts.
 */
function writeTogether({ stream }: Redis): void {
  // Before the first connection there is no stream, although the driver's types say so.
  if ((stream as typeof stream | undefined)?.writableCorked !== 0) return;
  stream.cork();
  setImmediate(() => {
    stream.uncork();
  });
}
