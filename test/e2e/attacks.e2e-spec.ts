import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startServer } from '../../scripts/lib/server.mjs';
import { QUERY } from '../support/http-bodies.js';
import { HttpClient } from '../support/http-client.js';

jest.setTimeout(180_000);

const MIB = 1_048_576;
/** Of the status that is asked for. */
const BULK_BYTES = 3 * MIB;
/** One of many is asked for, since those who ask for the same share its bytes. */
const BULKY = 100;
/** Node 24 leaves more garbage uncollected than those before it. */
const GARBAGE_BYTES = Number.parseInt(process.versions.node, 10) >= 24 ? 80 * MIB : 0;
/** What an attack may add to what the server takes when it is idle: a small part of what it asks for. */
const MAY_ADD_BYTES = 100 * MIB + GARBAGE_BYTES;
const OTHERS = 200;
const NONE: readonly Socket[] = [];

/** Clients that ask for much and take little: others are served meanwhile, and memory stays within a bound. */
describe('a server under', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let http: HttpClient;
  const bulky: string[] = [];
  const sockets: Socket[] = [];

  beforeAll(async () => {
    server = await startServer({
      LOG_LEVEL: 'silent',
      ENGINE_MODULES: 'test/conformance/conformance.engine.mjs',
      // What does not stay within it ends the server.
      NODE_OPTIONS: '--max-old-space-size=640',
      IN_FLIGHT_BYTES: String(16 * MIB),
    });
    http = new HttpClient(new URL(server.url));
    const run = { decision_query: QUERY, engine: 'conformance', problem: { do: 'bulk', bytes: BULK_BYTES } };
    while (bulky.length < BULKY) {
      bulky.push((await http.post('/decisions/run', run, { prefer: 'wait=20' })).json.process_id);
      // What one answer costs is no part of an attack.
      await http.get(`/decisions/${bulky.at(-1)}`);
    }
  });

  afterEach(async () => {
    const open = sockets.filter((socket) => !socket.destroyed);
    await Promise.all(open.map((socket) => once(socket.destroy(), 'close')));
    sockets.length = 0;
  });

  afterAll(() => server.stop());

  /** Connections that send bytes and read nothing. */
  async function attack(count: number, bytes: (nth: number) => string): Promise<Socket[]> {
    const { hostname, port } = new URL(server.url);
    const opened = Array.from({ length: count }, () => connect(Number(port), hostname));
    sockets.push(...opened);
    await Promise.all(opened.map((socket) => once(socket, 'connect')));
    opened.forEach((socket, nth) => socket.on('error', () => undefined).write(bytes(nth)));
    return opened;
  }

  async function residentBytes(): Promise<number> {
    const { text } = await http.get('/metrics');
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
  }

  /** @param begin answers the connections that are to be answered: what all of them get at once is what counts */
  async function expectToHold(begin: () => Promise<readonly Socket[]>): Promise<void> {
    const before = await residentBytes();
    const asking = await begin();
    let most = 0;
    for (let nth = 0; nth < OTHERS || asking.some(({ bytesRead }) => bytesRead === 0); nth++) {
      expect((await http.get('/decisions/stats')).status).toBe(200);
      most = Math.max(most, await residentBytes());
    }
    expect(most - before).toBeLessThan(MAY_ADD_BYTES);
    expect(server.child.exitCode).toBeNull();
  }

  const get = (nth: number, path = '') =>
    `GET /decisions/${bulky[nth % BULKY]}${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const getMany = (count: number) => Array.from({ length: count }, (_, nth) => get(nth)).join('');

  it('a client that asks for 1.2 GB over one connection and reads nothing', async () => {
    await expectToHold(() => attack(1, () => getMany(400)));
  });

  it('clients that ask for 300 results of 3 MB and read nothing', async () => {
    await expectToHold(() => attack(300, get));
  });

  it('clients that read a byte now and then', async () => {
    await expectToHold(async () => {
      const opened = await attack(100, (nth) => get(nth).repeat(3));
      for (const socket of opened) socket.on('readable', () => void socket.read(1));
      return opened;
    });
  });

  it('event streams that are not read', async () => {
    await expectToHold(() => attack(300, (nth) => get(nth, '/events')));
  });

  it('a thousand connections that never send a whole request', async () => {
    await expectToHold(async () => {
      await attack(1_000, () => 'GET /decisions/stats HTTP/1.1\r\nHos');
      return NONE;
    });
  });

  it('bodies that never end', async () => {
    const head = `POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
    await expectToHold(async () => {
      await attack(500, () => `${head}Content-Length: 1000000\r\n\r\n{"problem":"${'x'.repeat(60_000)}`);
      return NONE;
    });
  });
});
