import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { tether } from '../../scripts/lib/tether.mjs';
import { HttpClient } from '../support/http-client.js';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';

describe('an exception in a callback that a step has left behind', () => {
  it('ends the instance with one line that has its place, and not its text', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        LOG_LEVEL: 'error',
        LOG_FORMAT: 'json',
        ENGINE_MODULES: resolve('test/support/foreign.engine.mjs'),
      },
    });
    tether(child);
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const exited = once(child, 'exit');
    const http = new HttpClient(port);
    try {
      await until(async () => (await http.get('/health/ready').catch(() => null))?.status === 200);
      await http
        .post('/decisions/run', {
          decision_query: 'Which supplier should we sign?',
          engine: 'foreign',
          problem: { answers: 'thrown_in_a_callback' },
        })
        .catch(() => null);
      expect((await exited)[0]).toBe(1);
    } finally {
      child.kill('SIGKILL');
    }

    const [output, errors] = await said;
    expect(errors).toBe('');
    expect(output).not.toMatch(/hunter2|ECONNREFUSED postgres/);
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([expect.objectContaining({ event: 'trouble', task: 'uncaught_exception' })]);
    expect(JSON.stringify(lines[0])).toContain('foreign.engine.mjs');
  });
});
