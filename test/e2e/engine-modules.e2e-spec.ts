import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tether } from '../../scripts/lib/tether.mjs';

const MAIN = resolve('dist/main.js');

describe('a module of engines that cannot be used', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-modules-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, code] of Object.entries(files)) await writeFile(join(folder, name), code);
  }

  /** What a start with these modules says before it ends. */
  async function start(...modules: string[]): Promise<{ code: number; said: string }> {
    const child = spawn(process.execPath, [MAIN], {
      cwd: folder,
      env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ENGINE_MODULES: modules.join(',') },
    });
    tether(child);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
    return { code, said };
  }

  it.each<[string, Record<string, string>, string]>([
    ['is not there', {}, 'there is no such file; '],
    [
      'has a syntax error',
      { 'a.mjs': 'const a = 1;\nconst b = ;\n' },
      "it cannot be loaded: SyntaxError: Unexpected token ';' (a.mjs, line 2).",
    ],
    [
      'imports one with a syntax error',
      { 'a.mjs': "import './b.mjs';\n", 'b.mjs': '\n\nlet a a;\n' },
      "it cannot be loaded: SyntaxError: Unexpected identifier 'a' (b.mjs, line 3).",
    ],
    [
      'fails',
      { 'a.mjs': '\n\nexport const engines = [missing];\n' },
      'it cannot be loaded: ReferenceError: missing is not defined (a.mjs, line 3).',
    ],
    [
      'imports what is not there',
      { 'a.mjs': "import 'no-such-package';" },
      "it cannot be loaded: Error: Cannot find package 'no-such-package' imported from",
    ],
    [
      'imports a name that is not there',
      { 'a.mjs': "\nimport { nope } from 'node:fs';" },
      "provide an export named 'nope' (a.mjs, line 2).",
    ],
    ['throws text', { 'a.mjs': "throw 'no table';" }, 'it cannot be loaded: string: no table.'],
    [
      'exports engines by another name',
      { 'a.mjs': 'export const engine = [];\nexport default [];' },
      'it exports no list named "engines": it exports default, engine.',
    ],
    ['exports nothing', { 'a.mjs': '' }, 'it exports no list named "engines": it exports nothing.'],
    [
      'exports one engine instead of a list',
      { 'a.mjs': 'export const engines = {};' },
      'it exports no list named "engines": "engines" is of the type object.',
    ],
    [
      'is in a folder that does not know the package',
      { 'a.mjs': "import 'decision-backend/engine';" },
      "Cannot find package 'decision-backend' imported from",
    ],
    [
      'ends the program',
      { 'a.mjs': 'process.exit(1);' },
      'the program ended with code 1 while it was being loaded.',
    ],
  ])('is named with its cause when it %s', async (_case, files, cause) => {
    await rm(join(folder, 'a.mjs'), { force: true });
    await write(files);
    const { code, said } = await start('a.mjs');
    expect(code).toBe(1);
    expect(said).toContain('Engine module a.mjs: ');
    expect(said).toContain(cause);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('is told where the package is found, when it asks for it in vain', async () => {
    await write({ 'a.mjs': "import 'decision-backend/testing';" });
    expect((await start('a.mjs')).said).toMatch(
      /; it is found by modules in the folder of this service, .*npm run package/,
    );
  });

  it('is given up when it does not finish loading', async () => {
    await write({ 'a.mjs': 'setInterval(() => {}, 1000);\nawait new Promise(() => {});' });
    expect(await start('a.mjs')).toEqual({
      code: 1,
      said: 'Engine module a.mjs: it has not finished loading after 10 s: something it waits for at its top level does not come.\n',
    });
  }, 60_000);

  it('has every fault of every engine on a line of its own', async () => {
    await write({
      'a.mjs': `export const engines = [{ name: 'a', version: 0, parse: (p) => p, steps: [{ name: 's', timeout: 5, timeoutMs: NaN, run() {} }] }];`,
      'b.mjs': `export const engines = [{ name: '${'b'.repeat(100)}', version: 1, parse: (p) => p, steps: [] }];`,
    });
    const { code, said } = await start('a.mjs', 'b.mjs');
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toEqual([
      'Engine module a.mjs: engine "a": version must be a whole number from 1 up, not 0.',
      'Engine module a.mjs: engine "a", step "s": timeoutMs must be a whole number of milliseconds from 1 up, not NaN.',
      'Engine module a.mjs: engine "a", step "s": there is no option timeout; timeoutMs is meant, most likely.',
      expect.stringContaining('name must be text of 1 to 64 visible characters, not 100.'),
      expect.stringContaining('steps must be a list of at least one step.'),
    ]);
  });

  it('is refused together with another that has the same engine', async () => {
    const code =
      "export const engines = [{ name: 'a', version: 1, parse: (p) => p, steps: [{ name: 's', run() {} }] }];";
    await write({ 'a.mjs': code, 'b.mjs': code });
    expect(await start('a.mjs', 'b.mjs')).toEqual({
      code: 1,
      said: 'Engines: there are two engines a@1: a change of an engine needs another version.\n',
    });
  });
});
