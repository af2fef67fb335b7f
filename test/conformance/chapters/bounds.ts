import type { Socket } from 'node:net';
import type { Api } from '../api.js';
import type { Check } from '../check.js';

const BULK_BYTES = 3_000_000;
/** More than sockets take on both sides. */
const ASKED = 40;

/** What a client costs that takes more than its share, or does not take what it asked for. */
export const BOUNDS: readonly Check[] = [
  {
    line: 'A client that takes nothing',
    tries: 'one that asks for much and reads nothing',
    needs: ['engine'],
    isSlow: true,
    takesRoom: true,
    async run({ own, run }) {
      const { process_id: id } = (await run({ do: 'bulk', bytes: BULK_BYTES })).json;
      const socket = await connected(own);
      const { prefix, host } = own.instances;
      const keys = Object.entries(own.authorization).map(([name, value]) => `${name}: ${value}\r\n`);
      const get = `GET ${prefix}/decisions/${id} HTTP/1.1\r\nHost: ${host}\r\n${keys.join('')}\r\n`;
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.on('error', () => undefined).write(get.repeat(ASKED));
      // Who reads nothing is not told either: only a read, or a write that fails, shows that the other side is gone.
      const asks = setInterval(() => socket.write('\r\n'), 1_000);
      await closed.finally(() => clearInterval(asks));
    },
  },
];

async function connected(api: Api): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = api.instances.first.connect(() => resolve(socket));
    socket.once('error', reject);
  });
}
