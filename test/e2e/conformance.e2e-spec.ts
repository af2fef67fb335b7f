import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { startServer } from '../../scripts/lib/server.mjs';
import { FAULTS_ONLY } from '../conformance/faults-only.js';
import type { Check } from '../conformance/check.js';
import { gapsOf } from '../conformance/coverage.js';
import { Installation, type InstallationOptions, type Keys } from '../conformance/installation.js';
import { CHECKS, type Outcome, tryAll, verdictOf } from '../conformance/suite.js';
import type { HttpReply } from '../support/http-client.js';
import { HttpContract } from '../support/http-contract.js';
import { RedisServer } from '../support/redis-server.js';
import { RunningScript, type ScriptEnd } from '../support/run-script.js';

const ROOT = new URL('../../', import.meta.url);
const ORIGIN = 'https://app.example';
const ENGINE = { ENGINE_MODULES: 'test/conformance/conformance.engine.mjs', LOG_LEVEL: 'silent' };

jest.setTimeout(300_000);

const BOUNDS = { RATE_LIMIT_PER_S: '100', MAX_UNSETTLED: '100', IN_FLIGHT_BYTES: '1048576' };

const SETTINGS = ['memory', 'bounds', 'instances'] as const;
type Setting = (typeof SETTINGS)[number];

describe('the contract of docs/http.md', () => {
  const stops: (() => Promise<unknown>)[] = [];
  const outcomes = new Map<Setting, Outcome>();
  let fromCommandLine: Promise<ScriptEnd>;

  // They mostly wait, so they are tried side by side.
  beforeAll(async () => {
    const redis = await RedisServer.start();
    stops.push(() => redis.stop());
    const keys = { own: secret(), other: secret(), review: secret(), admin: secret() };
    const env = { ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redis.url, API_KEYS: entriesFor(keys) };
    const [memory, other, bounded, first, second] = await Promise.all([
      server({ CORS_ORIGINS: ORIGIN }),
      server({ CORS_ORIGINS: ORIGIN }),
      server({ ...env, ...BOUNDS, REDIS_KEY_PREFIX: 'decisions:bounded' }),
      server(env),
      server(env),
    ]);
    const options = ['--url', other, '--origin', 'https://b.example'];
    fromCommandLine = RunningScript.start(['scripts/conformance.mjs', ...options]).end();
    const tried: Readonly<Record<Setting, InstallationOptions>> = {
      memory: { url: memory, origin: ORIGIN },
      bounds: { url: bounded, keys, hasSmallBounds: true },
      instances: { url: first, secondUrl: second, keys },
    };
    const all = SETTINGS.map(async (setting) => {
      outcomes.set(setting, await tryAll(await Installation.open(tried[setting])));
    });
    await Promise.all(all);
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  async function server(env: Record<string, string>): Promise<string> {
    const started = await startServer({ ...ENGINE, ...env });
    stops.push(() => started.stop());
    return started.url;
  }

  it.each<[string, Setting]>([
    ['on memory, open on this machine, and where origins may call', 'memory'],
    ['on Redis, with keys and small bounds', 'bounds'],
    ['on Redis, where one instance starts what another one shows', 'instances'],
  ])('holds %s', (_where, setting) => {
    const { tried = [], gaps = [] } = outcomes.get(setting) ?? {};
    const faulty = tried.filter(({ fault }) => fault !== null);
    expect(tried).toHaveLength(CHECKS.length);
    expect(faulty.map((each) => `${each.check.line}: ${verdictOf(each)}`)).toEqual([]);
    expect(gaps.filter(({ needs }) => needs.length === 0)).toEqual([]);
  });

  it('is tried whole, by one installation or another', () => {
    const all = [...outcomes.values()];
    expect(all).toHaveLength(SETTINGS.length);
    const isGap = (what: string) => all.every(({ gaps }) => gaps.some((gap) => gap.what === what));
    expect(all.flatMap(({ gaps }) => gaps.map(({ what }) => what)).filter(isGap)).toEqual([]);
    const isUntried = (check: Check) =>
      all.every(({ tried }) => tried.some((each) => each.check === check && each.missing.length > 0));
    expect(CHECKS.filter(isUntried)).toEqual([]);
  });

  it('would notice an answer that is documented and never given', () => {
    const problem = { content: { 'application/problem+json': { examples: { out_of_tea: {} } } } };
    const operation = { operationId: 'brew', responses: { 200: {}, 418: problem } };
    const document = { openapi: '3.1.0', paths: { '/tea': { get: operation } } } as unknown as OpenAPIObject;
    const contract = new HttpContract(document);
    contract.faultsOf('GET', '/tea', { status: 200, headers: {}, text: '' } as HttpReply);
    expect(gapsOf({ contract, needs: new Set() })).toEqual([{ what: 'GET /tea out_of_tea', needs: [] }]);
  });

  it('has a check for every line, and no check for a line it does not have', async () => {
    const lines = linesOf(await readFile(new URL('docs/http.md', ROOT), 'utf8'));
    expect(lines.length).toBeGreaterThan(40);
    const unchecked = lines.filter((line) => !CHECKS.some((check) => line.startsWith(check.line)));
    const unsaid = CHECKS.filter(({ line }) => lines.filter((each) => each.startsWith(line)).length !== 1);
    expect(unchecked).toEqual([]);
    expect(unsaid.map(({ line }) => line)).toEqual([]);
  });

  it.each(FAULTS_ONLY)('leaves $matches to a test that there is', async ({ shownBy: [file, test] }) => {
    expect(await readFile(new URL(`test/e2e/${file}`, ROOT), 'utf8')).toContain(`it('${test}`);
  });

  it('can be tried from the command line, which ends with 1 where it does not hold', async () => {
    const usage = await RunningScript.start(['scripts/conformance.mjs']).end();
    expect(usage).toMatchObject({ code: 2, stdout: expect.stringContaining('--url URL') });
    const allowed = await fromCommandLine;
    expect(allowed.stdout).toMatch(/^DOES NOT HOLD {2}Origins of `CORS_ORIGINS`/m);
    expect(allowed.stdout).toMatch(/^\d\d hold, 1 do not, \d+ were not tried\.$/m);
    expect(allowed.code).toBe(1);
  });
});

function secret(): string {
  return randomBytes(24).toString('base64url');
}

function entriesFor({ own, other, review, admin }: Keys): string {
  const entry = (name: string, roles: string, key: string) =>
    `${name}:${roles}:${createHash('sha256').update(key).digest('hex')}`;
  const readers = [entry('own', 'read+write', own), entry('other', 'read+write', other)];
  return [...readers, entry('review', 'review', review), entry('admin', 'admin', admin)].join();
}

/** The points of its lists, each as one line of text. */
function linesOf(markdown: string): string[] {
  return [...markdown.matchAll(/^- (.*(?:\n {2}.*)*)/gm)].map(([, text = '']) =>
    text.replace(/\n {2}/g, ' '),
  );
}
