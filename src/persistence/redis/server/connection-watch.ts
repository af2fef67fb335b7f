import { Cluster, type Redis } from 'ioredis';

type RedisClient = Redis | Cluster;

/**
 * Remembers why there is no connection. The driver says so once, as an event; later commands only learn that they could
 * not be sent.
 */
export class ConnectionWatch {
  private reason: unknown = null;
  private closings = 0;
  private readonly listeners = new Set<() => void>();

  constructor(client: RedisClient) {
    client.on('error', (error: unknown) => (this.reason = error));
    client.on('ready', () => (this.reason = null));
    if (client instanceof Cluster) {
      client.on('node error', (error: unknown) => (this.reason = error));
      client.on('+node', (node: Redis) => this.count(node));
      for (const node of client.nodes()) this.count(node);
    } else {
      this.count(client);
    }
  }

  /** The last error of connecting, `null` while connected. */
  get lastError(): unknown {
    return this.reason;
  }

  /** A server that has become a replica: the driver leaves it without saying why. */
  note(error: unknown): void {
    if (error instanceof Error && error.message.startsWith('READONLY')) this.reason = error;
  }

  /** Grows with every connection that ends: a command may have been sent on each of them. */
  get interruptions(): number {
    return this.closings;
  }

  /** Calls `listener` whenever a connection has ended. */
  onInterruption(listener: () => void): void {
    this.listeners.add(listener);
  }

  private count(client: Redis): void {
    client.on('close', () => {
      this.closings += 1;
      for (const listener of this.listeners) listener();
    });
  }
}
