import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import type { Certificate } from './certificate.js';
import { freePort } from './free-port.js';
import { tether } from '../../scripts/lib/tether.mjs';

/** The user the store is tested as, with the rights `docs/durability.md` recommends and no others. */
export const STORE_USER = { username: 'decisions', password: 'correct-horse' } as const;

/** Prefixes the store's user may use begin with it. */
export const TEST_PREFIX = 'decisions';

const STORE_RIGHTS = [
  'on',
  `>${STORE_USER.password}`,
  `~${TEST_PREFIX}*`,
  'resetchannels',
  `&${TEST_PREFIX}*`,
  ...'-@all +@read +@write +@connection -@dangerous +eval +evalsha +time'.split(' '),
  ...'+publish +subscribe +info +cluster|slots +cluster|info'.split(' '),
].join(' ');

/** A line of a server's configuration: a name and its value. */
export type Settings = Readonly<Record<string, string>>;

const DEFAULTS: Settings = {
  save: '""',
  appendonly: 'no',
  loglevel: 'notice',
  'enable-debug-command': 'local',
};

export interface ServerOptions {
  readonly mode?: 'server' | 'sentinel';
  /** With one the server talks TLS to everybody, other servers included, and nothing else. */
  readonly certificate?: Certificate | undefined;
}

/** A real `redis-server` on a free port of this machine, in a directory of its own. */
export class RedisServer {
  private child: ChildProcess | null = null;
  private readonly admins: Redis[] = [];

  private constructor(
    readonly port: number,
    readonly directory: string,
    private readonly options: ServerOptions,
  ) {}

  static async start(settings: Settings = {}, options: ServerOptions = {}): Promise<RedisServer> {
    const directory = await mkdtemp(join(tmpdir(), 'redis-test-'));
    const server = new RedisServer(await freePort(), directory, options);
    const own = { bind: '127.0.0.1', dir: directory, logfile: '""', ...(await server.listening()) };
    const users = { [`user ${STORE_USER.username}`]: STORE_RIGHTS };
    const data = options.mode === 'sentinel' ? {} : { ...DEFAULTS, ...users };
    const lines = Object.entries({ ...own, ...data, ...settings });
    await writeFile(server.file, lines.map(([name, value]) => `${name} ${value}\n`).join(''));
    await server.launch().catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return server;
  }

  /** Where the store's user connects to. */
  get url(): string {
    const scheme = this.options.certificate === undefined ? 'redis' : 'rediss';
    return `${scheme}://${STORE_USER.username}:${STORE_USER.password}@127.0.0.1:${this.port}`;
  }

  /** The default user, who may do everything. One connection, made when it is first wanted. */
  get admin(): Redis {
    const [known] = this.admins;
    if (known !== undefined) return known;
    const { certificate } = this.options;
    const admin = new Redis(this.port, '127.0.0.1', {
      ...{ maxRetriesPerRequest: null, disconnectTimeout: 100 },
      ...(certificate === undefined ? {} : { tls: { ca: certificate.certificate } }),
    });
    admin.on('error', () => undefined);
    this.admins.push(admin);
    return admin;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Ends the server at once, without a word to its clients. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.launch();
  }

  /** From the next start on. */
  async useCertificate({ certificate, key }: Certificate): Promise<void> {
    await writeFile(this.files.certificate, certificate);
    await writeFile(this.files.key, key);
  }

  async stop(): Promise<void> {
    for (const admin of this.admins.splice(0)) admin.disconnect();
    await this.kill();
    await rm(this.directory, { recursive: true, force: true });
  }

  private get file(): string {
    return join(this.directory, 'redis.conf');
  }

  private get files() {
    return { certificate: join(this.directory, 'redis.crt'), key: join(this.directory, 'redis.key') };
  }

  private async listening(): Promise<Settings> {
    const { certificate } = this.options;
    const port = String(this.port);
    if (certificate === undefined) return { port };
    const { files } = this;
    await this.useCertificate(certificate);
    return {
      ...{ port: '0', 'tls-port': port, 'tls-auth-clients': 'no' },
      ...{ 'tls-cert-file': files.certificate, 'tls-key-file': files.key },
      ...{ 'tls-ca-cert-file': files.certificate, 'tls-replication': 'yes', 'tls-cluster': 'yes' },
    };
  }

  private async launch(): Promise<void> {
    const flags = this.options.mode === 'sentinel' ? ['--sentinel'] : [];
    const child = spawn('redis-server', [this.file, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    tether(child);
    const ended = once(child, 'close');
    const said: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    let isReady = false;
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line);
      isReady = /Ready to accept connections|Sentinel ID is/.test(line);
      if (isReady) break;
    }
    // The end of the loop pauses it, and a server that can write no more stands still.
    child.stdout.resume();
    if (isReady) return;
    await ended;
    throw new Error(`redis-server ended:\n${said.join('\n')}`);
  }
}
