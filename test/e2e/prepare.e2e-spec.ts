import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tether } from '../../scripts/lib/tether.mjs';
import { freePort } from '../support/free-port.js';

/** A program that loads a part of itself only when it is asked to, as a server does with its threads. */
const MAIN = `process.stdout.write('up\\n');
process.stdin.once('data', () => { void import('./part.js').then(({ part }) => process.stdout.write(part + '\\n', () => process.exit(0))); });
`;

describe('making a clone ready', () => {
  let clone = '';

  beforeEach(async () => {
    clone = await mkdtemp(join(tmpdir(), 'clone-'));
    for (const name of [
      'scripts',
      'tsconfig.json',
      'tsconfig.build.json',
      'package.json',
      'package-lock.json',
      '.npmrc',
    ]) {
      cpSync(name, join(clone, name), { recursive: true });
    }
    symlinkSync(realpathSync('node_modules'), join(clone, 'node_modules'));
    mkdirSync(join(clone, 'src'));
    write('main.ts', MAIN);
    write('part.ts', "export const part = 'first';\n");
  });

  afterEach(() => rmSync(clone, { recursive: true, force: true }));

  it('builds nothing when nothing has changed', async () => {
    expect(await prepared()).toEqual({ code: 0, stderr: '' });
    const built = realpathSync(join(clone, 'dist'));
    breakCompiler();

    expect(await prepared()).toEqual({ code: 0, stderr: '' });
    expect(realpathSync(join(clone, 'dist'))).toBe(built);
  });

  it('leaves a running server the files it was started from', async () => {
    await prepared();
    const server = run(['dist/main.js']);
    await server.said('up');
    write('part.ts', "export const part = 'second';\n");
    write('new.ts', 'export {};\n');
    await prepared();
    server.child.stdin?.write('go\n');

    expect(await server.end()).toMatchObject({ code: 0, stdout: 'up\nfirst\n' });
    expect(readFileSync(join(clone, 'dist/part.js'), 'utf8')).toContain('second');
  });

  it('is never without a built program in between, nor with half of one', async () => {
    await prepared();
    write('part.ts', "export const part = 'second';\n");
    const building = run(['scripts/prepare.mjs', 'build']);
    let missing = 0;
    while (building.child.exitCode === null) {
      if (!['main.js', 'part.js'].every((name) => existsSync(join(clone, 'dist', name)))) missing += 1;
      await turn();
    }

    expect(missing).toBe(0);
    expect(readFileSync(join(clone, 'dist/part.js'), 'utf8')).toContain('second');
  });

  it('is done once, however many ask for it at the same time', async () => {
    const ends = await Promise.all([prepared(), prepared(), prepared()]);

    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(readdirSync(join(clone, '.build'))).toHaveLength(1);
    expect(existsSync(join(clone, 'dist/main.js'))).toBe(true);
  });

  it('is not held up by one that was killed in the middle of it', async () => {
    const gone = run(['-e', '']);
    await gone.end();
    mkdirSync(join(clone, '.build'));
    writeFileSync(join(clone, '.build/lock'), String(gone.child.pid));

    expect(await prepared()).toMatchObject({ code: 0 });
  });

  it('keeps the program that was there when the sources cannot be compiled', async () => {
    await prepared();
    write('part.ts', 'export const part: number = "text";\n');
    const { code } = await prepared();

    expect(code).toBe(1);
    expect(readFileSync(join(clone, 'dist/part.js'), 'utf8')).toContain('first');
    expect(readdirSync(join(clone, '.build'))).toHaveLength(1);
  });

  it('replaces the folder an earlier release has built', async () => {
    mkdirSync(join(clone, 'dist'));
    writeFileSync(join(clone, 'dist/main.js'), 'old');
    await prepared();

    expect(readFileSync(join(clone, 'dist/main.js'), 'utf8')).toContain('part.js');
  });

  it('says in a sentence that there is no network', async () => {
    rmSync(join(clone, 'node_modules'));
    const { code, stderr } = await prepared({
      npm_config_registry: `http://127.0.0.1:${await freePort()}/`,
      npm_config_cache: join(clone, 'empty'),
    });

    expect(code).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toMatch(
      /^The packages this needs are not here and the npm registry cannot be reached \(ECONNREFUSED\): /,
    );
    expect(stderr).not.toContain('    at ');
  });

  it.each(['scripts/prepare.mjs', 'scripts/ctl.mjs'])(
    'says in a line that Node is too old for %s',
    async (script) => {
      const older = join(clone, 'older.cjs');
      writeFileSync(
        older,
        "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } });",
      );
      const { code, stderr } = await run(['-r', older, '-r', './scripts/check-node.cjs', script]).end();

      expect(code).toBe(1);
      expect(stderr).toMatch(/^This needs Node 20\.19 or newer, and this is 20\.18\.3: .*\n$/);
    },
  );

  function write(name: string, text: string): void {
    writeFileSync(join(clone, 'src', name), text);
  }

  function breakCompiler(): void {
    const packages = join(clone, 'node_modules');
    const lock = readFileSync(join(packages, '.package-lock.json'));
    rmSync(packages);
    mkdirSync(packages);
    writeFileSync(join(packages, '.package-lock.json'), lock);
  }

  async function prepared(variables: Record<string, string> = {}) {
    const { code, stderr } = await run(['scripts/prepare.mjs', 'build'], variables).end();
    return { code, stderr: stderr.replace(/^Another command is .*\n/, '') };
  }

  function run(args: readonly string[], variables: Record<string, string> = {}) {
    return new Command(clone, args, variables);
  }
});

class Command {
  readonly child: ChildProcess;
  private readonly written = { stdout: '', stderr: '' };
  private readonly closed: Promise<unknown>;

  constructor(cwd: string, args: readonly string[], variables: Record<string, string>) {
    const { PATH, HOME } = process.env;
    this.child = spawn(process.execPath, args, { cwd, env: { PATH, HOME, ...variables }, stdio: 'pipe' });
    tether(this.child);
    for (const name of ['stdout', 'stderr'] as const) {
      this.child[name]?.setEncoding('utf8').on('data', (text: string) => (this.written[name] += text));
    }
    this.closed = once(this.child, 'close');
  }

  async said(text: string): Promise<void> {
    while (!this.written.stdout.includes(text)) {
      if (this.child.stdout) await Promise.race([once(this.child.stdout, 'data'), this.closed]);
    }
  }

  async end(): Promise<{ code: number | null; stdout: string; stderr: string }> {
    await this.closed;
    return { code: this.child.exitCode, ...this.written };
  }
}
