import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { freePort, type Server, startServer } from '../../scripts/lib/server.mjs';
import { aStartBody } from '../support/http-bodies.js';
import { HttpDouble, type Visit } from '../support/http-double.js';
import { RunningScript, type ScriptEnd } from '../support/run-script.js';

const UNKNOWN_ID = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
const BATCH = { batch: 'one' };
const EXAMPLE = 'scripts/demo-problem.json';
/** All that a terminal might obey or hide; ends of lines are ours. */
const CONTROL = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The second step asks a URL of the problem and fails unless the answer is 200: the test decides when, and how. */
const GATED_ENGINE = `
  const answered = async ({ problem, signal }) => {
    const { ok } = await fetch(problem.gate, { signal });
    if (!ok) throw 'the gate stays shut';
    return { opened: true };
  };
  export const engines = [{
    name: 'gated', version: 1, parse: (problem) => problem,
    steps: [{ name: 'walk', run: () => 'there' }, { name: 'enter', attempts: 1, run: answered }],
  }];`;

jest.setTimeout(120_000);

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'ctl-'))));
afterAll(() => rm(folder, { recursive: true }));

describe('the command line on a running service', () => {
  let server: Server;
  let gate: HttpDouble;

  beforeAll(async () => {
    const engine = join(folder, 'gated.mjs');
    await writeFile(engine, GATED_ENGINE);
    gate = await HttpDouble.start();
    server = await startServer({ ENGINE_MODULES: engine, LOG_LEVEL: 'silent' });
  });
  afterAll(async () => {
    await server.stop();
    await gate.stop();
  });

  const ctl = (...args: string[]) => run(server.url, args);

  /** Starts a process that waits at the gate, and resolves to its id. */
  async function startGated(labels: Record<string, string> = {}): Promise<string> {
    const script = launch(server.url, ['start', '-', '--json']);
    const problem = { gate: gate.url };
    script.input(JSON.stringify({ decision_query: 'Who may go in?', engine: 'gated', problem, labels }));
    return idIn(await script.end());
  }

  /** Has a small problem decided, and resolves to the id of the process. */
  async function decided(labels: Record<string, string> = {}): Promise<string> {
    const body = JSON.stringify(aStartBody({ labels }));
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const reply = await fetch(`${server.url}/decisions/run`, request);
    return idIn({ stdout: await reply.text() });
  }

  it('starts a decision, follows it to its end and shows why', async () => {
    const started = await ctl('start', EXAMPLE);
    const id = /Process (\S+) is running/.exec(started.stdout)?.[1] ?? '';
    const watched = await ctl('watch', id);
    const shown = await ctl('show', id);
    expect([started.code, watched.code, shown.code]).toEqual([0, 0, 0]);
    expect(watched.stdout).toMatch(
      /1\/5 +frame +\d.*\n.*2\/5 +weigh.*\n.*3\/5 +score.*\n.*4\/5 +stress.*\n.*5\/5 +recommend/,
    );
    expect(watched.stdout).toContain(`Process ${id} is completed.`);
    expect(shown.stdout).toMatch(/Status +completed/);
    expect(shown.stdout).toMatch(/^stress +completed +\d[\d.]* (ms|s) +1$/m);
    expect(shown.stdout).toContain('Lithuania is recommended');
    expect(shown.stdout).toMatch(/^ +1 +Lithuania +0\.301$/m);
  });

  it('shows the output of a finished step, and says which steps there are', async () => {
    const id = await decided();
    const shown = await ctl('show', id, '--step', 'weigh');
    expect(shown.code).toBe(0);
    expect(JSON.parse(shown.stdout)).toEqual({ weights: expect.any(Object) });
    expect(await ctl('show', id, '--step', 'no such/step')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/404 step_not_found.*frame, weigh, score, stress, recommend/s),
    });
  });

  it('starts one process for one idempotency key', async () => {
    const [first, second] = [await startKeyed(), await startKeyed()];
    expect(idIn(second)).toBe(idIn(first));

    function startKeyed(): Promise<ScriptEnd> {
      return ctl('start', EXAMPLE, '--idempotency-key', 'order 4711', '--json');
    }
  });

  it('shows each step when it is finished, not before', async () => {
    const id = await startGated();
    const visit = await gate.next();
    const watching = launch(server.url, ['watch', id]);
    await watching.printed('1/2  walk');
    visit.reply(200);
    const { code, stdout } = await watching.end();
    expect(code).toBe(0);
    expect(stdout).toMatch(/1\/2 +walk +\d+ ms\n +2\/2 +enter/);
    expect(stdout).toContain('"opened": true');
  });

  it('tells why a process failed, and takes it up again', async () => {
    const id = await startGated();
    (await gate.next()).reply(403);
    const failed = await ctl('watch', id);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('step_failed at enter: the gate stays shut');
    expect((await ctl('show', id)).stdout).toMatch(/^enter +failed/m);

    expect(await ctl('resume', id)).toMatchObject({ code: 0, stdout: expect.stringContaining('goes on') });
    (await gate.next()).reply(200);
    expect((await ctl('watch', id)).code).toBe(0);
  });

  it('cancels what has not ended and removes what has', async () => {
    const id = await startGated();
    const visit = await gate.next();
    expect(await ctl('delete', id)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('409 not_settled'),
    });
    expect(await ctl('cancel', id)).toMatchObject({ code: 0, stdout: `Process ${id} is cancelled.\n` });
    expect((await ctl('watch', id)).code).toBe(1);
    expect(await ctl('delete', id, '--json')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await ctl('show', id)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('404 process_not_found'),
    });
    visit.reply(200);
  });

  it('cancels and resumes all of a filter, once somebody has agreed to their number', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => startGated({ batch: 'bulk' })));
    const visits = [await gate.next(), await gate.next(), await gate.next()];
    const asked = await ctl('cancel', '--label', 'batch:bulk');
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain(
      'Cancel 3 processes (label batch:bulk)? Nobody is there to be asked: say --yes',
    );

    expect(await ctl('cancel', '--label', 'batch:bulk', '--engine', 'other', '--yes')).toMatchObject({
      stdout: 'There are no such processes.\n',
    });
    const done = await ctl('cancel', '--label', 'batch:bulk', '--engine', 'gated@1', '--yes');
    expect(done).toMatchObject({ code: 0, stdout: '3 processes cancelled.\n' });
    for (const visit of visits) visit.reply(200);
    const resumed = await ctl('resume', '--status', 'cancelled', '--label', 'batch:bulk', '--yes');
    expect(resumed).toMatchObject({ code: 0, stdout: '3 processes resumed.\n' });
    for (let nth = 0; nth < 3; nth++) (await gate.next()).reply(200);
    for (const id of ids) expect((await ctl('watch', id)).code).toBe(0);
  });

  it('says so when it is too late to cancel, in words or as the API does', async () => {
    const id = await decided();
    const words = await ctl('cancel', id);
    expect(words).toEqual({
      code: 1,
      stdout: '',
      stderr: `The process has already ended (409 already_settled)\n  Process ${id} is completed.\n`,
    });
    const { code, stdout, stderr } = await ctl('cancel', id, '--json');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      status: 409,
      code: 'already_settled',
      instance: expect.any(String),
    });
  });

  it('shows the engines and the workers of the installation', async () => {
    expect((await ctl('engines')).stdout).toMatch(/^gated@1 +walk, enter +0$/m);
    expect((await ctl('workers')).stdout).toMatch(/ alive +all +10 +\d+\.\d+\.\d+ /);
  });

  it('names each fault of a request and its place', async () => {
    const script = launch(server.url, ['start', '-']);
    script.input('{"decision_query": "short"}');
    const { code, stderr } = await script.end();
    expect(code).toBe(1);
    expect(stderr).toContain('422 invalid_request');
    expect(stderr).toMatch(/^ {2}decision_query: must be text of 10 to 1000/m);
    expect(stderr).toMatch(/^ {2}problem: is missing$/m);
  });

  it('lists by label and status, a page or all of them', async () => {
    const started = [await decided(BATCH), await decided(BATCH), await decided(BATCH)];
    const ids = started.reverse();
    const mine = ['list', '--label', 'batch:one', '--status', 'completed'];
    expect(idsIn((await ctl(...mine)).stdout)).toEqual(ids);
    expect(idsIn((await ctl(...mine, '--all', '--limit', '1')).stdout)).toEqual(ids);
    expect((await ctl('list', '--label', 'batch:two')).stdout).toBe('There are no such processes.\n');

    expect(JSON.parse((await ctl(...mine, '--all', '--limit', '1', '--json')).stdout)).toMatchObject({
      processes: ids.map((id) => ({ process_id: id })),
      next_cursor: null,
      stats: { repository: 'memory' },
    });

    const first = await ctl('list', '--limit', '1');
    const [, cursor = ''] = /--cursor (\S+)/.exec(first.stdout) ?? [];
    const rest = await ctl('list', '--cursor', cursor);
    expect([...idsIn(first.stdout), ...idsIn(rest.stdout)]).toEqual(
      idsIn((await ctl('list', '--all')).stdout),
    );
  });

  it('counts, in a table or as the API does', async () => {
    const api = await (await fetch(`${server.url}/decisions/stats`)).json();
    const table = await ctl('stats');
    expect(JSON.parse((await ctl('stats', '--json')).stdout)).toEqual(api);
    expect(table.stdout).toContain(`${(api as { total: number }).total} processes in memory`);
    expect(table.stdout).toMatch(new RegExp(`^completed +${(api as { completed: number }).completed}$`, 'm'));
    expect(table.stdout).toMatch(/^up to 10 min +\d+$/m);
  });

  it('prints the document of the API as it is', async () => {
    const id = await decided();
    const document = await (await fetch(`${server.url}/decisions/status/${id}`)).text();
    expect((await ctl('show', id, '--json')).stdout).toBe(`${document}\n`);
    expect((await ctl('watch', id, '--json')).stdout).toBe(`${document}\n`);
  });

  it('cleans up, and finds nothing in quarantine', async () => {
    await decided();
    expect((await ctl('cleanup', '--older-than-hours', '1')).stdout).toMatch(/^Removed 0 processes/);
    const { code, stdout } = await ctl('cleanup', '--older-than-hours', '0');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Removed [1-9]\d* processes .* 0 remain\.$/m);
    expect(await ctl('corrupt')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('none is in quarantine'),
    });
  });

  it('is plain in a pipe, has colours and bars where they are wanted, and no colours where they are not', async () => {
    await decided();
    const plain = await ctl('stats');
    const rich = await run(server.url, ['stats'], { FORCE_COLOR: '1' });
    const grey = await run(server.url, ['stats'], { FORCE_COLOR: '1', NO_COLOR: '1' });
    expect(plain.stdout).not.toMatch(/(?!\n)[\p{Cc}█]/u);
    expect(rich.stdout.replaceAll('\u001b', 'ESC')).toMatch(
      /ESC\[32mcompletedESC\[0m +1 +ESC\[36m█{20}ESC\[0m/,
    );
    expect(grey.stdout).toMatch(/completed +1 +█{20}/);
    expect(grey.stdout).not.toMatch(CONTROL);
  });
});

describe('the command line, called in a way that makes no sense', () => {
  it.each([
    [[], 'Which command?'],
    [['explode'], 'There is no command "explode".'],
    [['toString'], 'There is no command "toString".'],
    [['show'], 'show needs ID.'],
    [['show', 'cleanup'], '"cleanup" is not the id of a process.'],
    [['delete', '..'], '".." is not the id of a process.'],
    [['stats', 'now'], 'stats cannot do with "now".'],
    [['corrupt', 'remover', UNKNOWN_ID], 'Did you mean corrupt remove?'],
    [['stats', '--limit', '3'], 'stats has no option --limit.'],
    [['stats', '--nonsense'], "Unknown option '--nonsense'."],
    [['stats', '--url', 'ftp://example.org'], 'The URL must be one of http or https'],
    [['stats', '--url', 'http://me:secret@example.org'], 'The URL must be one of http or https'],
    [['start', 'no/such/file.json'], 'no/such/file.json cannot be read: ENOENT.'],
    [['start', EXAMPLE, '--idempotency-key', 'a"b'], 'The key must be'],
    [['lsit'], 'There is no command "lsit". Did you mean list?'],
    [['stat'], 'Did you mean stats?'],
    [['list', '--lable', 'a:b'], 'Did you mean --label?'],
    [['cancel'], 'Name a process (ID) or a filter'],
    [['cancel', UNKNOWN_ID, '--status', 'running'], 'Name a process or a filter, not both.'],
    [['explode\u001b[2J'], '"explode\\u{1b}[2J"'],
  ])('%j: exits with 2, with the reason and then help', async (args, reason) => {
    const { code, stdout, stderr } = await run('http://127.0.0.1:9', args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: ');
    expect(stderr.slice(0, stderr.indexOf('\n\n'))).toContain(reason);
    expect(stderr).not.toMatch(CONTROL);
    expect(stderr).not.toContain('secret');
  });

  it('helps those who ask for it', async () => {
    const { code, stdout, stderr } = await run('http://127.0.0.1:9', ['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of 'stats engines workers list show watch start cancel resume delete cleanup corrupt'.split(
      ' ',
    )) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });
});

describe('the command line and other programs that may answer', () => {
  let double: HttpDouble;
  beforeAll(async () => (double = await HttpDouble.start()));
  afterAll(() => double.stop());

  /** Answers the requests of one call, one after the other. */
  async function answering(args: string[], ...answers: ((visit: Visit) => void)[]): Promise<ScriptEnd> {
    const script = launch(double.url, args);
    for (const answer of answers) answer(await double.next());
    return script.end();
  }

  it('shows no text that would steer the terminal', async () => {
    const hostile = 'a\u001b[2Jb\u009b31mc\u202ed\u0007\re\u2028';
    const status = aStatus({
      ...{ decision_query: hostile, engine: hostile, labels: { [hostile]: hostile }, worker: hostile },
      ...{ status: 'failed', error: { code: hostile, message: hostile, step: hostile } },
      steps: [{ ...aStep('completed'), name: hostile }],
    });
    const page = { processes: [status], next_cursor: hostile, stats: {} };
    const refusal = {
      title: hostile,
      detail: hostile,
      code: hostile,
      errors: [{ path: hostile, message: hostile }],
    };
    const ends = [
      await answering(['show', UNKNOWN_ID], ({ reply }) => reply(200, status)),
      await answering(['list'], ({ reply }) => reply(200, page)),
      await answering(['watch', UNKNOWN_ID], ({ stream }) => stream(eventOf(status))),
      await answering(
        ['watch', UNKNOWN_ID],
        ({ reply }) => reply(404, refusal),
        ({ reply }) => reply(404, refusal),
      ),
      await answering(['cleanup'], ({ reply }) => reply(500, refusal)),
    ];
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 1, 1, 1]);
    for (const { stdout, stderr } of ends) {
      expect(stdout + stderr).toContain('a\\u{1b}[2Jb\\u{9b}31mc\\u{202e}d');
      expect(stdout + stderr).not.toMatch(CONTROL);
    }
    const { stdout } = await answering(['show', UNKNOWN_ID, '--json'], ({ reply }) => reply(200, status));
    expect(stdout).not.toMatch(CONTROL);
    expect(JSON.parse(stdout)).toEqual(status);
  });

  it('says how many records cannot be read, and which', async () => {
    const { stdout: all } = await answering(['stats'], ({ reply }) => reply(200, STATS));
    expect(all).toContain('3 records cannot be read');
    const [key, fault] = ['decisions:{9ekr}:process:x', 'problem is not JSON'];
    const records = [{ process_id: UNKNOWN_ID, found_at: '2026-01-31T08:00:00.000Z', key, fault }];
    const page = { records, next_cursor: 'further' };
    const { code, stdout } = await answering(['corrupt', '--limit', '1', '--cursor', 'here'], (visit) => {
      expect(visit.request.url).toBe('/decisions/corrupt?limit=1&cursor=here');
      visit.reply(200, page);
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^${UNKNOWN_ID}  2026-01-31T08:00:00\\.000Z +\\d+ d +${fault} +${key}$`, 'm'),
    );
    expect(stdout).toContain('There are more: --cursor further');
    const json = await answering(['corrupt', '--json'], (visit) => visit.reply(200, page));
    expect(JSON.parse(json.stdout)).toEqual(page);
  });

  it('says since when the oldest pending process waits, and how long others have been there', async () => {
    const { stdout } = await answering(['stats'], ({ reply }) => reply(200, STATS));
    expect(stdout).toMatch(/^1,234 processes in redis, durable$/m);
    expect(stdout).toMatch(/^The oldest pending one waits since 2026-01-31T08:00:00\.000Z \(\d+ d\)\.$/m);
    expect(stdout).toMatch(/^up to 6 h +34\nover 6 h +1,200$/m);
  });

  it('takes up a broken event stream after the last event seen', async () => {
    const { code, stdout } = await answering(
      ['watch', UNKNOWN_ID],
      (visit) =>
        visit.stream(eventOf(aStatus({ revision: 2, steps: [aStep('completed'), aStep('running')] }))),
      (visit) => {
        expect(visit.request.url).toBe(`/decisions/${UNKNOWN_ID}/events`);
        expect(visit.request.headers['last-event-id']).toBe('2');
        visit.stream(
          eventOf(
            aStatus({ revision: 3, status: 'completed', steps: [aStep('completed'), aStep('completed')] }),
          ),
        );
      },
    );
    expect(code).toBe(0);
    expect(stdout.match(/\d\/2 {2}/g)).toEqual(['1/2  ', '2/2  ']);
  });

  it('asks with long polls where event streams do not get through', async () => {
    const { code } = await answering(
      ['watch', UNKNOWN_ID],
      (visit) => visit.reply(404),
      (visit) => {
        expect(visit.request.url).toBe(`/decisions/status/${UNKNOWN_ID}`);
        expect(visit.request.headers).toMatchObject({
          prefer: expect.stringMatching(/^wait=\d+$/),
          'if-none-match': '"0"',
        });
        visit.reply(200, aStatus({ revision: 2 }), { etag: '"a.2"' });
      },
      (visit) => {
        expect(visit.request.headers['if-none-match']).toBe('"a.2"');
        visit.reply(200, aStatus({ revision: 3, status: 'completed' }));
      },
    );
    expect(code).toBe(0);
  });

  it('goes on watching when the service is away for a moment', async () => {
    const { code, stderr } = await answering(
      ['watch', UNKNOWN_ID],
      (visit) => visit.stream(eventOf(aStatus({ revision: 2 }))),
      (visit) => visit.reply(503, { title: 'Not available', detail: 'Back soon.', code: 'unavailable' }),
      (visit) => visit.stream(eventOf(aStatus({ revision: 3, status: 'completed' }))),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Back soon.\n' });
  });

  it('sends the key of the API and never shows it', async () => {
    const script = launch(double.url, ['stats'], { DECISIONS_KEY: 'sesame' });
    const visit = await double.next();
    expect(visit.request.headers.authorization).toBe('Bearer sesame');
    visit.reply(401, {
      title: 'Credentials are needed',
      detail: 'The key is unknown.',
      code: 'unauthorized',
    });
    const { code, stdout, stderr } = await script.end();
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain('sesame');
    expect(await run(double.url, ['stats'], { DECISIONS_KEY: 'ses ame' })).toMatchObject({
      ...{ code: 2, stderr: expect.not.stringContaining('ses ame') },
    });
  });

  it('says so when somebody else answers, or nobody', async () => {
    const page = await answering(['stats'], (visit) => visit.reply(200));
    expect(page).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not as a decision service does'),
    });
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await run(nobody, ['stats'])).toEqual({
      ...{ code: 1, stdout: '' },
      stderr: `${nobody} did not answer: the connection was refused.\n`,
    });
    expect(await run(nobody, ['watch', UNKNOWN_ID])).toMatchObject({ code: 1 });
  });
});

function launch(url: string, args: readonly string[], variables: Record<string, string> = {}): RunningScript {
  return RunningScript.start(['scripts/ctl.mjs', ...args], { DECISIONS_URL: url, ...variables });
}

function run(url: string, args: readonly string[], variables?: Record<string, string>): Promise<ScriptEnd> {
  return launch(url, args, variables).end();
}

function idIn({ stdout }: Pick<ScriptEnd, 'stdout'>): string {
  const { process_id: id } = JSON.parse(stdout) as { process_id: string };
  return id;
}

function idsIn(table: string): string[] {
  return table.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gm) ?? [];
}

const STATS = {
  ...{ total: 1_234, repository: 'redis', durable: true, quarantined: 3 },
  ...{ pending: 1_234, running: 0, completed: 0, failed: 0, cancelled: 0 },
  oldest_pending_at: '2026-01-31T08:00:00.000Z',
  ages: [
    { up_to: 21_600, count: 34 },
    { up_to: null, count: 1_200 },
  ],
};

function aStatus(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...{ process_id: UNKNOWN_ID, status: 'running', revision: 1, decision_query: 'Who may go in?' },
    ...{ engine: 'gated', engine_version: 1, labels: {}, worker: null, result: null, error: null },
    progress: { completed_steps: 1, total_steps: 2, current_step: 'enter' },
    steps: [aStep('completed'), aStep('running')],
    created_at: '2026-01-31T08:00:00.000Z',
    completed_at: null,
    ...changes,
  };
}

function aStep(status: string): Record<string, unknown> {
  return { name: `step ${status}`, status, duration_ms: status === 'completed' ? 3 : null, attempts: 1 };
}

function eventOf(status: Record<string, unknown>): string {
  return `retry: 10\n\nid: ${String(status.revision)}\ndata: ${JSON.stringify(status)}\n\n`;
}
