import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Server, startServer } from '../../scripts/lib/server.mjs';
import { HttpClient } from '../support/http-client.js';
import { RunningScript } from '../support/run-script.js';

jest.setTimeout(120_000);

/** Asks what the problem says, and makes the answer its result. */
const ENGINE = `
  const ASKED = Symbol.for('decision-backend.asked');
  export const engines = [{
    name: 'asks', version: 1, parse: (problem) => problem,
    steps: [{ name: 'wait', run: ({ problem, answers }) => answers.sign ?? { [ASKED]: { name: 'sign', ...problem } } }],
  }];`;

const APPROVAL = { kind: 'approval', title: 'Shall we sign with Alpha?', evidence: { price: 3 } };
const CHOICE = {
  kind: 'choice',
  title: 'Which one?',
  options: [
    'alpha',
    {
      outcome: 'other',
      schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    },
  ],
};

const ROLES = { ada: 'read+write', grace: 'review', root: 'admin' } as const;
type Name = keyof typeof ROLES;
const keyOf = (name: Name) => `${name}-key-of-the-command-line-tests`;
const KEYS = (['ada', 'grace', 'root'] as const).map(
  (name) => `${name}:${ROLES[name]}:${createHash('sha256').update(keyOf(name)).digest('hex')}`,
);

describe('the command line where people are asked', () => {
  let folder: string;
  let server: Server;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ctl-requests-'));
    const engine = join(folder, 'asks.mjs');
    await writeFile(engine, ENGINE);
    server = await startServer({ ENGINE_MODULES: engine, API_KEYS: KEYS.join(','), LOG_LEVEL: 'silent' });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const ctl = (name: Name, ...args: string[]) => script([...args, '--key', keyOf(name)]).end();
  const script = (args: readonly string[]) =>
    RunningScript.start(['scripts/ctl.mjs', ...args], { DECISIONS_URL: server.url });

  /** Starts a process, and resolves to its id once it waits. */
  async function asked(name: Name, problem: object): Promise<string> {
    const started = script(['start', '-', '--json', '--key', keyOf(name)]);
    started.input(JSON.stringify({ decision_query: 'Which one is it to be?', engine: 'asks', problem }));
    const { process_id: id } = JSON.parse((await started.end()).stdout) as { process_id: string };
    const http = new HttpClient(Number(new URL(server.url).port));
    const authorization = `Bearer ${keyOf(name)}`;
    for (let tag = '"none"'; ;) {
      const reply = await http.get(`/decisions/${id}`, {
        authorization,
        prefer: 'wait=5',
        'if-none-match': tag,
      });
      if (reply.status === 200 && reply.json.status === 'waiting') return id;
      tag = String(reply.headers.etag);
    }
  }

  const refused = (text: string): object => ({ code: 1, stderr: expect.stringContaining(text) });

  it('shows what is asked, to those it asks, and takes an approval', async () => {
    const id = await asked('ada', APPROVAL);
    const inbox = await ctl('grace', 'requests');
    expect(inbox).toMatchObject({ code: 0, stderr: '' });
    expect(inbox.stdout).toMatch(
      new RegExp(`^${id} +sign-1 +open +Shall we sign with Alpha\\? +approve, reject +never$`, 'm'),
    );
    const answered = await ctl('grace', 'answer', id, '--outcome', 'approve', '--comment', 'Cheap enough.');
    expect(answered).toMatchObject({ code: 0, stdout: 'sign-1 is answered: the process goes on.\n' });
    const again = ['answer', id, '--request', 'sign-1', '--outcome', 'approve', '--comment', 'Cheap enough.'];
    expect((await ctl('grace', ...again)).stdout).toBe('sign-1 was answered so before.\n');
    expect((await ctl('ada', 'watch', id)).stdout).toContain('"comment": "Cheap enough."');
    expect((await ctl('ada', 'requests', id)).stdout).toMatch(/sign-1 +answered/);
    expect((await ctl('grace', 'requests')).stdout).not.toContain(id);
  });

  it('takes a rejection, and tells whoever comes later who was first', async () => {
    const id = await asked('ada', APPROVAL);
    expect((await ctl('root', 'answer', id, '--outcome', 'reject')).code).toBe(0);
    const late = await ctl('grace', 'answer', id, '--request', 'sign-1', '--outcome', 'approve');
    expect(late).toMatchObject(refused('409 already_answered'));
    expect(late.stderr).toContain('root');
    expect(await ctl('grace', 'answer', id, '--outcome', 'approve')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The process asks nothing now.'),
    });
  });

  it('takes a choice with its data, and says what is wrong with others', async () => {
    const id = await asked('ada', CHOICE);
    const choose = (...more: string[]) => ctl('grace', 'answer', id, '--outcome', 'other', ...more);
    expect(await choose()).toMatchObject(refused('422 invalid_answer'));
    expect(await choose('--data', '{"name":7}')).toMatchObject(refused('data.name: must be string'));
    expect(await choose('--data', 'beta')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The data must be JSON.'),
    });
    expect(await ctl('grace', 'answer', id)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('answer needs --outcome.'),
    });
    const chosen = await choose('--data', '{"name":"beta"}', '--json');
    expect(JSON.parse(chosen.stdout)).toMatchObject({
      request_id: 'sign-1',
      status: 'answered',
      answer: { outcome: 'other', data: { name: 'beta' }, by: 'grace' },
    });
  });

  it('takes no answer from whoever has started it, where four eyes are to look', async () => {
    const id = await asked('root', { ...APPROVAL, notBy: 'starter' });
    expect(await ctl('root', 'answer', id, '--outcome', 'approve')).toMatchObject(refused('403 four_eyes'));
    expect((await ctl('grace', 'answer', id, '--outcome', 'approve')).code).toBe(0);
  });

  it('takes no answer from whoever is not asked, or has no key', async () => {
    const id = await asked('ada', APPROVAL);
    expect(await ctl('ada', 'answer', id, '--outcome', 'approve')).toMatchObject(refused('403 forbidden'));
    const nobody = await script(['answer', id, '--outcome', 'approve']).end();
    expect(nobody).toMatchObject(refused('401 unauthorized'));
    expect((await ctl('grace', 'answer', id, '--outcome', 'approve')).code).toBe(0);
  });

  it('takes no answer to other evidence, nor to what was never asked', async () => {
    const id = await asked('ada', APPROVAL);
    const answer = (...more: string[]) => ctl('grace', 'answer', id, '--outcome', 'approve', ...more);
    expect(await answer('--digest', `sha256:${'0'.repeat(64)}`)).toMatchObject(
      refused('412 evidence_mismatch'),
    );
    expect(await answer('--request', 'sign-2')).toMatchObject(refused('404 request_not_found'));
    const shown = await ctl('grace', 'requests', id, '--json');
    const { requests } = JSON.parse(shown.stdout) as { requests: { evidence_digest: string }[] };
    expect((await answer('--digest', requests[0]?.evidence_digest ?? '')).code).toBe(0);
  });
});
