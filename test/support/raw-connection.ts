import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection over which a test sends bytes as it likes, and reads or does not. */
export class RawConnection {
  private received = '';
  /** Settles when the server has closed it. */
  readonly closed: Promise<unknown>;

  private constructor(readonly socket: Socket) {
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  send(bytes: string): this {
    this.socket.write(bytes);
    return this;
  }

  /** Reads until `pattern` has come. Without a call of this nothing is read. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.received)) {
      const [chunk] = (await once(this.socket, 'data')) as [Buffer];
      this.received += chunk.toString('latin1');
    }
    return this.received;
  }

  /** Everything until the server closes the connection. */
  async rest(): Promise<string> {
    this.socket.on('data', (chunk: Buffer) => (this.received += chunk.toString('latin1')));
    await this.closed;
    return this.received;
  }

  end(): void {
    this.socket.destroy();
  }
}
