import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anApp, type AppInstance } from '../support/app-instance.js';
import type { HttpReply } from '../support/http-client.js';
import { scriptedEngine, untilAborted } from '../support/scripted-engine.js';

// To write the table anew: UPDATE_DOCUMENTS=1 npm run test:e2e -- access-table
const DOCUMENT = new URL('../../docs/access.md', import.meta.url);
const ROLES = ['read', 'write', 'review', 'metrics', 'admin'] as const;
type Role = (typeof ROLES)[number];
const WHOSE = ['own', "another's", 'none'] as const;
type Whose = (typeof WHOSE)[number];
const UNKNOWN = '01a206f6-9692-751a-9187-b90f1db4a6be';
const BODY = { decision_query: 'Which of the two is the cheaper one?', engine: 'scripted', problem: {} };

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly required: string;
}

describe('what each route answers to each role, of processes of one’s own, of others, and of none', () => {
  let instance: AppInstance;
  let operations: readonly Operation[];

  beforeAll(async () => {
    // One caller has a key for each role: who owns a process is the same for all of them.
    const keys = ['ada', 'bob'].flatMap((name) => ROLES.map((role) => entry(name, role)));
    instance = await anApp({
      engines: [scriptedEngine({ only: untilAborted }, { timeoutMs: 600_000 })],
      env: { API_KEYS: keys.join(','), SHUTDOWN_GRACE_MS: '0', RATE_LIMIT_PER_S: '0' },
    });
    operations = await documented();
  });
  afterAll(() => instance.close());

  it('is the table of the documentation', async () => {
    const rows: string[] = [];
    for (const operation of operations) rows.push(...(await rowsOf(operation)));
    const text = readFileSync(DOCUMENT, 'utf8').replace(
      /(?<=<!-- table -->\n).*(?=<!-- \/table -->)/s,
      `\n${tableOf(rows)}\n\n`,
    );
    if (process.env.UPDATE_DOCUMENTS === '1') writeFileSync(DOCUMENT, text);
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(text);
  });

  it('is for a process of another, word for word, what it is for one that there is not', async () => {
    const aimed = operations.filter(({ path }) => isAboutOne(path));
    expect(aimed.length).toBeGreaterThan(5);
    for (const { method, path } of aimed) {
      for (const role of ROLES.filter((each) => each !== 'admin')) {
        const id = await started('bob');
        const [theirs, none] = [await ask(method, path, id, role), await ask(method, path, UNKNOWN, role)];
        expect(told(theirs, id)).toEqual(told(none, UNKNOWN));
      }
    }
  });

  async function documented(): Promise<readonly Operation[]> {
    const { json } = await instance.http.get('/docs-json', as('ada', 'read'));
    const paths = Object.entries(json.paths as Record<string, Record<string, Record<string, string>>>);
    return paths
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          method: method.toUpperCase(),
          path,
          required: operation['x-required-role'] ?? 'open',
        })),
      )
      .sort((one, other) => (`${one.path} ${one.method}` < `${other.path} ${other.method}` ? -1 : 1));
  }

  async function rowsOf({ method, path, required }: Operation): Promise<string[]> {
    const name = `\`${method} ${path}\``;
    if (!isAboutOne(path)) return [row(name, '', required, await answersOf(method, path, 'none'))];
    const rows: string[] = [];
    for (const whose of WHOSE) rows.push(row(name, whose, required, await answersOf(method, path, whose)));
    return rows;
  }

  /** One new process for each: what was asked before changes nothing. */
  async function answersOf(method: string, path: string, whose: Whose): Promise<string[]> {
    const answers: string[] = [];
    for (const role of [null, ...ROLES]) {
      const id = whose === 'none' ? UNKNOWN : await started(whose === 'own' ? 'ada' : 'bob');
      answers.push(summaryOf(await ask(method, path, id, role)));
    }
    return answers;
  }

  async function started(name: string): Promise<string> {
    const { status, json } = await instance.http.post('/decisions/start', BODY, as(name, 'write'));
    expect(status).toBe(202);
    return json.process_id;
  }

  /** Of an answer that goes on as long as its process does only the beginning is wanted. */
  async function ask(method: string, path: string, id: string, role: Role | null): Promise<HttpReply> {
    const target = path.replace('{process_id}', id).replace(/\{[a-z_]+\}/g, 'only');
    const headers = { ...(role === null ? {} : as('ada', role)), prefer: 'respond-async, wait=0' };
    if (path.endsWith('/events')) return eventsOf(target, headers);
    const isStart = path === '/decisions/start' || path === '/decisions/run';
    return instance.http.send(method, target, { headers, ...(isStart ? { body: BODY } : {}) });
  }

  async function eventsOf(target: string, headers: Record<string, string>): Promise<HttpReply> {
    const leaving = new AbortController();
    const { signal } = leaving;
    const reply = await fetch(`http://127.0.0.1:${instance.port}${target}`, { headers, signal });
    const text = reply.ok ? '' : await reply.text();
    const json = (text === '' ? {} : JSON.parse(text)) as HttpReply['json'];
    const answer = { status: reply.status, headers: Object.fromEntries(reply.headers), text, json };
    leaving.abort();
    return answer;
  }
});

function isAboutOne(path: string): boolean {
  return path.includes('{process_id}');
}

function row(name: string, whose: string, required: string, answers: readonly string[]): string {
  return `| ${[name, whose, required, ...answers].join(' | ')} |`;
}

function tableOf(rows: readonly string[]): string {
  const head = row('route', 'process', 'takes', ['no key', ...ROLES]);
  return [head, `|${' --- |'.repeat(3 + 1 + ROLES.length)}`, ...rows].join('\n');
}

function summaryOf({ status, text }: HttpReply): string {
  const code = status < 400 ? '' : (/"code":"(\w+)"/.exec(text)?.[1] ?? '');
  const isObvious = ['unauthorized', 'forbidden', ''].includes(code);
  return isObvious ? String(status) : `${status} \`${code}\``;
}

/** All that an answer tells, without what names the request. */
function told({ status, headers, text }: HttpReply, id: string): unknown {
  const others = Object.entries(headers).filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return { status, headers: Object.fromEntries(others), text: text.replaceAll(id, 'ID') };
}

function entry(name: string, role: Role): string {
  return `${name}:${role}:${createHash('sha256').update(`${name}-${role}`).digest('hex')}`;
}

function as(name: string, role: Role): Record<string, string> {
  return { authorization: `Bearer ${name}-${role}` };
}
