import { match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Api } from '../api.js';
import type { Check } from '../check.js';
import { expectProblem, expectStatus, header } from '../expect.js';

const BULK_BYTES = 3_000_000;
/** More than sockets take on both sides. */
const ASKED = 40;
/** Of which an installation with small bounds holds one. */
const BODY_BYTES = 1_000_000;

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
  {
    line: '`IN_FLIGHT_BYTES` bounds',
    tries: 'a body while another is on its way, of the same caller and of another, and when it is gone',
    needs: ['bounds', 'keys'],
    async run({ own, other, example }) {
      const { prefix, host } = own.instances;
      const keys = Object.entries(own.authorization).map(([name, value]) => `${name}: ${value}\r\n`);
      const head = `POST ${prefix}/decisions/start HTTP/1.1\r\nHost: ${host}\r\n${keys.join('')}Content-Type: application/json\r\nContent-Length: ${BODY_BYTES}\r\nExpect: 100-continue\r\n\r\n`;
      const socket = await connected(own);
      socket.write(head);
      const [told] = (await once(socket, 'data')) as [Buffer];
      match(told.toString('latin1'), /^HTTP\/1\.1 100 /);
      const large = { ...example, problem: { text: 'x'.repeat(BODY_BYTES - 1_000) } };
      const mine = await own.send('POST', '/decisions/start', { body: large, takesBusy: true });
      expectProblem(mine, 429, 'too_many_bytes');
      const refused = await other.post('/decisions/start', large);
      expectProblem(refused, 503, 'overloaded');
      match(header(refused, 'retry-after'), /^[1-9]\d*$/);
      socket.destroy();
      await once(socket, 'close');
      for (let asked = 0; ; asked++) {
        const reply = await other.post('/decisions/start', large);
        if (reply.status !== 503) {
          expectStatus(reply, 422);
          return;
        }
        ok(asked < 1_000, 'there is never room again');
      }
    },
  },
];

async function connected(api: Api): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = api.instances.first.connect(() => resolve(socket));
    socket.once('error', reject);
  });
}
