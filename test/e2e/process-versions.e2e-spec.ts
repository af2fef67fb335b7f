import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AppInstance, anApp } from '../support/app-instance.js';
import { tagOf } from '../support/entity-tags.js';
import { aStartBody } from '../support/http-bodies.js';
import type { HttpReply } from '../support/http-client.js';
import { EventStream } from '../support/http-events.js';
import { expectProblem } from '../support/http-problems.js';
import { scriptedEngine, untilAborted } from '../support/scripted-engine.js';

describe('the tag of a process', () => {
  let instance: AppInstance;

  beforeEach(async () => {
    instance = await anApp({
      env: { SHUTDOWN_GRACE_MS: '0' },
      engines: [scriptedEngine({ wait: untilAborted }, { name: 'gated' })],
    });
  });

  afterEach(() => instance.close());

  const start = (headers: Record<string, string> = {}) =>
    instance.http.post('/decisions/start', aStartBody({ engine: 'gated', problem: {} }), headers);

  async function aLife(): Promise<{ path: string; etag: string; at: HttpReply }> {
    const { process_id: id } = (await start({ 'idempotency-key': '"k"' })).json;
    const path = `/decisions/${id}`;
    await instance.http.post(`${path}/cancel`);
    const at = await instance.http.get(path);
    return { path, etag: String(at.headers.etag), at };
  }

  it('names the life: after the process was removed and started again, the old one is no longer known', async () => {
    const before = await aLife();
    expect(before.etag).toMatch(tagOf(before.at.json));
    expect((await instance.http.delete(before.path)).status).toBe(204);
    const after = await aLife();
    expect(after.path).toBe(before.path);
    expect(after.at.json.revision).toBe(before.at.json.revision);
    const lives = [before.at.json.created_at, after.at.json.created_at];
    expect(new Set(lives).size).toBe(2);
    const { status } = await instance.http.get(after.path, { 'if-none-match': before.etag });
    expect(status).toBe(200);
    expectProblem(
      await instance.http.post(`${after.path}/resume`, undefined, { 'if-match': before.etag }),
      'revision_mismatch',
    );
    const seen = before.etag.replaceAll('"', '');
    const stream = await EventStream.open(instance.port, `${after.path}/events`, { 'last-event-id': seen });
    expect(await stream.all()).toHaveLength(1);
    const end = after.etag.replaceAll('"', '');
    expect((await instance.http.get(`${after.path}/events`, { 'last-event-id': end })).status).toBe(204);
  });

  it('comes with everything that tells of a process', async () => {
    const accepted = await start();
    const path = `/decisions/${accepted.json.process_id}`;
    const status = await instance.http.get(path);
    expect(status.json).toEqual(
      (await instance.http.get(`/decisions/status/${status.json.process_id}`)).json,
    );
    const known = await instance.http.get(path, { 'if-none-match': String(status.headers.etag) });
    const refused = await instance.http.delete(path, { 'if-match': '"x"' });
    expect([accepted.status, status.status, known.status, refused.status]).toEqual([202, 200, 304, 412]);
    for (const { headers } of [accepted, status, known, refused])
      expect(headers.etag).toBe(status.headers.etag);
    for (const { headers } of [accepted, status, known]) expect(headers['retry-after']).toMatch(/^[1-9]\d?$/);
    await instance.http.post(`${path}/cancel`);
    expect((await instance.http.post(`${path}/resume`)).headers.etag).toBeDefined();
  });

  it('is a condition of every method', async () => {
    const path = `/decisions/${(await start()).json.process_id}`;
    const etag = String((await instance.http.get(path)).headers.etag);
    expect((await instance.http.get(path, { 'if-match': etag })).status).toBe(200);
    expectProblem(await instance.http.get(path, { 'if-match': '"x"' }), 'revision_mismatch');
    expectProblem(await instance.http.get(path, { 'if-match': `W/${etag}` }), 'revision_mismatch');
    for (const condition of ['*', etag, `W/${etag}`]) {
      const headers = { 'if-none-match': condition };
      expectProblem(await instance.http.post(`${path}/cancel`, undefined, headers), 'revision_mismatch');
      expectProblem(await instance.http.delete(path, headers), 'revision_mismatch');
    }
    const other = { 'if-none-match': '"x"', 'if-match': `"y,z", ${etag},` };
    expect((await instance.http.post(`${path}/cancel`, undefined, other)).status).toBe(200);
  });
});
