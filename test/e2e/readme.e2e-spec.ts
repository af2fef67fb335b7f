import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startServer } from '../../scripts/lib/server.mjs';

const README = readFileSync('README.md', 'utf8');

describe('the README', () => {
  const folder = mkdtempSync(resolve('.readme-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('is one read of at most 120 lines', () => {
    expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  });

  it('gives the answer it prints', async () => {
    const server = await startServer();
    try {
      const command = example('run').replace('http://127.0.0.1:8000', server.url);
      const answer = JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' })) as object;
      expect(answer).toMatchObject({ status: 'completed', result: JSON.parse(example('result')) as object });
    } finally {
      await server.stop();
    }
  });

  it('shows an engine that runs', async () => {
    const path = resolve(folder, 'bids.mjs');
    writeFileSync(path, example('engine').replaceAll("'./dist/", `'${resolve('dist')}/`));
    const server = await startServer({ ENGINE_MODULES: path });
    try {
      const decide = async (bids: unknown) => {
        const request = {
          decision_query: 'Which of these bids is the lowest?',
          engine: 'bids',
          problem: { bids },
        };
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${server.url}/decisions/run`, {
          ...{ method: 'POST', headers, body: JSON.stringify(request) },
        });
        return { code: answer.status, body: (await answer.json()) as { process_id: string } };
      };
      const approve = async (id: string, outcome: string) => {
        const path = `${server.url}/decisions/${id}`;
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify({ outcome });
        await fetch(`${path}/requests/approval-1/answer`, { method: 'POST', headers, body });
        for (;;) {
          const { status, ...rest } = (await (await fetch(path)).json()) as { status: string };
          if (['completed', 'failed'].includes(status)) return { status, ...rest };
          await fetch(path, { headers: { prefer: 'wait=5' } });
        }
      };
      const asked = await decide([12.5, 9.99, 11]);
      expect(asked).toMatchObject({ code: 202 });
      expect(await approve(asked.body.process_id, 'approve')).toMatchObject({
        ...{ status: 'completed', engine: 'bids', result: { lowest: 999, of: 3 } },
      });
      const refused = await decide([1]);
      expect(await approve(refused.body.process_id, 'reject')).toMatchObject({
        ...{ status: 'failed', error: { code: 'rejected', step: 'approve' } },
      });
      expect(await decide('none')).toMatchObject({ code: 422, body: { errors: [{ path: 'problem.bids' }] } });
    } finally {
      await server.stop();
    }
  });
});

/** The code block that follows a marker. */
function example(name: string): string {
  const [, code] = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([^]*?)\`\`\``).exec(README) ?? [];
  if (code === undefined) throw new Error(`The README has no example "${name}".`);
  return code;
}
