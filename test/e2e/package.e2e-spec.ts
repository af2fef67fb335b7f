import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BuiltInstance } from '../deploy/built-instance.js';
import { HttpClient } from '../support/http-client.js';

const ENGINE = `
  import { InvalidProblem } from 'decision-backend/engine';
  function parse(problem) {
    if (!Number.isFinite(problem?.bid)) throw new InvalidProblem([{ path: 'bid', message: 'must be a number' }]);
    return { bid: problem.bid };
  }
  const double = { name: 'double', run: ({ problem }) => 2 * problem.bid };
  export const engines = [{ name: 'stranger', version: 1, parse, steps: [double] }];
`;
const TRIAL = `
  import { runEngine } from 'decision-backend/testing';
  import { engines } from './stranger.mjs';
  const { status, result } = await runEngine(engines[0], { bid: 21 }, { crashDuring: ['double'] });
  console.log(status, result);
`;
const TYPED = `
  import type { DecisionEngine } from 'decision-backend/engine';
  import { runEngine } from 'decision-backend/testing';
  const engine: DecisionEngine = { name: 'x', version: 1, parse: () => 1, steps: [{ name: 's', run: () => 1 }] };
  export const ended: Promise<{ status: 'completed' | 'failed' }> = runEngine(engine, {});
`;

describe('the package, in a folder that knows nothing of this one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stranger-'));
  const installed = join(folder, 'node_modules/decision-backend');

  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/package.mjs', folder]);
    const { name, version } = manifestOf('.');
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', [
      '-xzf',
      join(folder, `${String(name)}-${String(version)}.tgz`),
      '-C',
      installed,
      '--strip-components=1',
    ]);
    // What npm would install with it is here already.
    symlinkSync(realpathSync('node_modules'), join(installed, 'node_modules'));
    writeFileSync(join(folder, 'stranger.mjs'), ENGINE);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('names what it needs, and nothing that only its authors need', () => {
    const { dependencies, ...others } = manifestOf(installed);
    expect(dependencies).toEqual(manifestOf('.').dependencies);
    expect(Object.keys(others)).not.toEqual(expect.arrayContaining(['devDependencies']));
    expect(() => readFileSync(join(installed, 'src/main.ts'))).toThrow('ENOENT');
  });

  it('tries an engine out', () => {
    writeFileSync(join(folder, 'trial.mjs'), TRIAL);
    expect(node('trial.mjs')).toBe('completed 42\n');
  });

  it('has types that a strict compiler takes as they are', () => {
    writeFileSync(join(folder, 'typed.ts'), TYPED);
    cpSync(realpathSync('node_modules/@types/node'), join(folder, 'node_modules/@types/node'), {
      recursive: true,
    });
    cpSync(realpathSync('node_modules/undici-types'), join(folder, 'node_modules/undici-types'), {
      recursive: true,
    });
    const options = [
      '--noEmit',
      '--strict',
      '--ignoreConfig',
      '--types',
      'node',
      '--module',
      'nodenext',
      '--target',
      'es2023',
    ];
    expect(node(resolve('node_modules/typescript/bin/tsc'), ...options, 'typed.ts')).toBe('');
  });

  it('serves the engine', async () => {
    const main = join(installed, 'dist/main.js');
    const instance = await BuiltInstance.start(
      { ENGINE_MODULES: 'stranger.mjs', LOG_LEVEL: 'warn' },
      { main, cwd: folder },
    );
    const http = new HttpClient(Number(new URL(instance.url).port));
    const body = {
      decision_query: 'Does it run where it was installed?',
      engine: 'stranger',
      problem: { bid: 4 },
    };
    const { json } = await http.post('/decisions/run', body, { prefer: 'wait=30' });
    expect(await instance.stop()).toBe(0);
    expect(json).toMatchObject({ status: 'completed', result: 8 });
  });

  function node(...args: string[]): string {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  }
});

function manifestOf(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
}
