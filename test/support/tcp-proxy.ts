import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

type Fault =
  | { readonly kind: 'none' }
  /** Connections are ended at once. */
  | { readonly kind: 'refuse' }
  /** Nothing passes, in either direction, and nothing is ended; but for connections whose first request has the text. */
  | { readonly kind: 'blackhole'; readonly exceptFor?: string }
  /** Requests pass, replies do not. */
  | { readonly kind: 'dropReplies' }
  /** The connection of the next reply ends after this many bytes of it; later ones are complete. */
  | { readonly kind: 'cutReply'; readonly afterBytes: number };

/** A wire to a server on this machine, to be broken in the ways wires break. */
export class TcpProxy {
  private fault: Fault = { kind: 'none' };
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {}

  static async start(target: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, target);
    server.on('connection', (client: Socket) => proxy.accept(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * From now on, for connections there are and to come. Connections that lost bytes end with the fault: TCP would
   * never go on without them.
   */
  set(fault: Fault): void {
    const lossy = this.fault.kind === 'blackhole' || this.fault.kind === 'dropReplies';
    this.fault = fault;
    if (lossy || fault.kind === 'refuse') this.cutAll();
  }

  /** Whether the fault has been used up or taken back. */
  get isSound(): boolean {
    return this.fault.kind === 'none';
  }

  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cutAll();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(client: Socket): void {
    if (this.fault.kind === 'refuse') {
      client.destroy();
      return;
    }
    const upstream = connect(this.target, '127.0.0.1');
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', end).on('close', () => {
        this.sockets.delete(socket);
        end();
      });
    }
    let opening: Buffer | null = null;
    client.on('data', (request) => {
      opening ??= request;
      if (!this.swallows(opening)) upstream.write(request);
    });
    upstream.on('data', (reply) => {
      if (!this.swallows(opening)) this.pass(reply, client, end);
    });
  }

  private swallows(opening: Buffer | null): boolean {
    if (this.fault.kind !== 'blackhole') return false;
    const { exceptFor } = this.fault;
    return exceptFor === undefined || opening?.includes(exceptFor) !== true;
  }

  private pass(reply: Buffer, client: Socket, end: () => void): void {
    switch (this.fault.kind) {
      case 'none':
      case 'refuse':
      case 'blackhole':
        client.write(reply);
        return;
      case 'dropReplies':
        return;
      case 'cutReply':
        this.cut(reply, client, end);
    }
  }

  private cut(reply: Buffer, client: Socket, end: () => void): void {
    const bytes = this.fault.kind === 'cutReply' ? this.fault.afterBytes : 0;
    if (bytes > reply.length) {
      this.fault = { kind: 'cutReply', afterBytes: bytes - reply.length };
      client.write(reply);
      return;
    }
    this.fault = { kind: 'none' };
    if (bytes === 0) end();
    else client.write(reply.subarray(0, bytes), end);
  }
}
