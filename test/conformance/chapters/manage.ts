import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { HttpReply, ReplyJson } from '../../support/http-client.js';
import type { Check } from '../check.js';
import { expectProblem, expectStatus, header } from '../expect.js';
import { until } from './status.js';

const UNKNOWN = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
const HOUR_MS = 3_600_000;
const ONE = [
  ['POST', (id: string) => `/decisions/${id}/cancel`],
  ['POST', (id: string) => `/decisions/${id}/resume`],
  ['DELETE', (id: string) => `/decisions/${id}`],
] as const;

export const MANAGE: readonly Check[] = [
  {
    line: '`GET /decisions/processes?',
    tries: 'pages while new processes arrive, every filter, cursors and limits that are none',
    async run({ own, example }) {
      const batch = randomUUID();
      const start = () => own.post('/decisions/start', { ...example, labels: { batch } });
      const begun = new Date(Date.now() - HOUR_MS).toISOString();
      const ids: string[] = [];
      for (let nth = 0; nth < 7; nth++) ids.unshift((await start()).json.process_id);
      const filter = `label=batch:${batch}&created_after=${begun}`;
      const listed: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: ReplyJson = (
          await own.get(
            `/decisions/processes?${filter}&limit=3${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
          )
        ).json;
        ok(page.processes.length <= 3);
        listed.push(...page.processes.map(({ process_id: id }) => id));
        if (cursor === '') await start();
        cursor = page.next_cursor;
      }
      deepEqual(listed, ids);
      const none = await own.get(`/decisions/processes?label=batch:${batch}&created_before=${begun}`);
      deepEqual(none.json.processes, []);
      const { processes } = (await own.get('/decisions/processes?status=completed&limit=200')).json;
      ok(processes.every(({ status }) => status === 'completed'));
      for (const query of [
        'limit=0',
        'limit=201',
        'limit=x',
        'status=done',
        'label=team',
        'engine=',
        'created_after=soon',
      ])
        expectProblem(await own.get(`/decisions/processes?${query}`), 400, 'malformed_parameter');
      expectProblem(await own.get('/decisions/processes?cursor=forged'), 400, 'invalid_cursor');
    },
  },
  {
    line: '`engine=name` or',
    tries: 'an engine with its version and without, one there is not, and another version',
    async run({ own, example }) {
      const batch = randomUUID();
      const { process_id: id, links } = (
        await own.post('/decisions/start', { ...example, labels: { batch } })
      ).json;
      const { engine, engine_version: version } = (await own.get(links.status)).json;
      const listed = async (filter: string) => {
        const path = `/decisions/processes?label=batch:${batch}&engine=${encodeURIComponent(filter)}`;
        return (await own.get(path)).json.processes.map((process) => process.process_id);
      };
      deepEqual(await listed(String(engine)), [id]);
      deepEqual(await listed(`${String(engine)}@${Number(version)}`), [id]);
      deepEqual(await listed(`${String(engine)}@${Number(version) + 1}`), []);
      deepEqual(await listed('no such engine'), []);
    },
  },
  {
    line: '`GET /decisions/stats` counts',
    tries: 'its members; the total is the sum of the counts',
    async run(installation) {
      await installation.decided();
      const stats = (await installation.own.get('/decisions/stats')).json as unknown as Record<
        string,
        number
      >;
      const statuses = Object.keys(stats).filter(
        (name) => typeof stats[name] === 'number' && name !== 'total' && name !== 'quarantined',
      );
      equal(
        stats.total,
        statuses.reduce((sum, name) => sum + (stats[name] ?? 0), 0),
      );
      for (const name of ['repository', 'durable', 'quarantined', 'oldest_pending_at', 'ages'])
        ok(name in stats, name);
      ok(Number(stats.completed) >= 1);
    },
  },
  {
    line: '`POST /decisions/{process_id}/cancel`: 200',
    tries: 'one that runs, twice; one that has completed; one nobody has; a body that is none',
    needs: ['engine'],
    async run({ own, start, run }) {
      const { links } = (await start({ do: 'hold' })).json;
      const cancelled = await own.post(links.cancel);
      expectStatus(cancelled, 200);
      equal(cancelled.json.status, 'cancelled');
      const again = await own.post(links.cancel);
      expectStatus(again, 200);
      equal(again.headers.etag, cancelled.headers.etag);
      const { process_id: id } = (await run({ do: 'decide' })).json;
      expectProblem(await own.post(`/decisions/${id}/cancel`), 409, 'already_settled');
    },
  },
  {
    line: '`POST /decisions/{process_id}/resume`: 202',
    tries: 'a failed one, which keeps its finished step; a cancelled one; a completed one',
    needs: ['engine'],
    async run({ own, start, run, body }) {
      const failed = (await run({ do: 'fail' })).json;
      const resumed = await own.post(`/decisions/${failed.process_id}/resume`);
      expectStatus(resumed, 202);
      equal(resumed.headers.location, `/decisions/status/${failed.process_id}`);
      match(header(resumed, 'retry-after'), /^[1-9]\d*$/);
      header(resumed, 'etag');
      const again = await until(
        () => own.get(`/decisions/${failed.process_id}`),
        ({ json }) => json.status === 'failed',
      );
      deepEqual(again.json.steps[0], failed.steps[0]);
      const { process_id: id, links } = (await start({ do: 'hold' })).json;
      await own.post(links.cancel);
      expectStatus(await own.post(`/decisions/${id}/resume`), 202);
      await own.post(links.cancel);
      const { process_id: completed } = (await run({ do: 'decide' })).json;
      expectProblem(await own.post(`/decisions/${completed}/resume`), 409, 'not_resumable');
      expectProblem(
        await own.post(`/decisions/${completed}/resume`, { deadline: 'soon' }),
        422,
        'invalid_request',
      );
      const deadline = new Date(Date.now() + 700).toISOString();
      const late = (await own.post('/decisions/start', body({ do: 'hold' }, { deadline }))).json.process_id;
      await until(
        () => own.get(`/decisions/${late}`),
        ({ json }) => json.status === 'failed',
      );
      expectProblem(await own.post(`/decisions/${late}/resume`), 409, 'deadline_passed');
    },
  },
  {
    line: '`DELETE /decisions/{process_id}`: 204',
    tries: 'one that has ended, and again; one that runs',
    needs: ['engine'],
    async run({ own, admin, start, run }) {
      const { process_id: id } = (await run({ do: 'decide' })).json;
      expectStatus(await admin.delete(`/decisions/${id}`), 204);
      expectProblem(await own.get(`/decisions/${id}`), 404, 'process_not_found');
      expectProblem(await admin.delete(`/decisions/${id}`), 404, 'process_not_found');
      const { process_id: running, links } = (await start({ do: 'hold' })).json;
      expectProblem(await admin.delete(`/decisions/${running}`), 409, 'not_settled');
      await own.post(links.cancel);
    },
  },
  {
    line: '`If-Match` on the three',
    tries: 'other tags and the right one, `*`, what is no tag, ids that are none',
    async run(installation) {
      const { admin } = installation;
      const ran = await installation.decided();
      const { process_id: id } = ran.json;
      const tag = header(ran, 'etag');
      for (const [method, path] of ONE) {
        const send = (headers: Partial<Record<string, string>>, at = id) =>
          admin.send(method, path(at), { headers: headers as Record<string, string> });
        for (const headers of [
          { 'if-match': '"other"' },
          { 'if-none-match': tag },
          { 'if-none-match': '*' },
        ]) {
          const reply = await send(headers);
          expectProblem(reply, 412, 'revision_mismatch');
          equal(reply.headers.etag, tag);
        }
        expectProblem(await send({ 'if-match': 'bare' }), 400, 'malformed_header');
        expectProblem(await send({}, 'nobody'), 400, 'malformed_parameter');
        expectProblem(await send({ 'if-match': '*' }, UNKNOWN), 404, 'process_not_found');
        expectProblem(await send({}, UNKNOWN), 404, 'process_not_found');
      }
      expectStatus(await admin.send('DELETE', `/decisions/${id}`, { headers: { 'if-match': tag } }), 204);
    },
  },
  {
    line: '`DELETE /decisions/cleanup?',
    tries: 'an age nothing has, ages that are none',
    async run(installation) {
      const { admin } = installation;
      await installation.decided();
      const reply = await admin.delete('/decisions/cleanup?older_than_hours=87600');
      expectStatus(reply, 200);
      deepEqual(Object.keys(reply.json).sort(), [
        'message',
        'remaining_processes',
        'removed_count',
        'stats',
        'status',
      ]);
      equal(reply.json.removed_count, 0);
      ok(Number(reply.json.remaining_processes) >= 1);
      for (const hours of ['-1', 'x', '', '1e999'])
        expectProblem(
          await admin.delete(`/decisions/cleanup?older_than_hours=${hours}`),
          400,
          'malformed_parameter',
        );
    },
  },
  {
    line: '`GET /decisions/engines`',
    tries: 'the engine every installation has',
    async run({ admin }) {
      const { engines } = (await admin.get('/decisions/engines')).json as unknown as {
        engines: Record<string, unknown>[];
      };
      const analytic = engines.find(({ name, latest }) => name === 'analytic' && latest === true);
      equal(analytic?.available, true);
      ok(Array.isArray(analytic.steps) && analytic.steps.length > 0);
      ok(typeof analytic.pending === 'number' && typeof analytic.schemas === 'object');
    },
  },
  {
    line: '`GET /decisions/workers`',
    tries: 'the instance that answers is one of them',
    async run({ admin }) {
      const { workers } = (await admin.get('/decisions/workers')).json as unknown as {
        workers: Record<string, unknown>[];
      };
      ok(workers.some(({ lease, version }) => lease === 'alive' && typeof version === 'string'));
    },
  },
  {
    line: '`GET /decisions/corrupt?',
    tries: 'a page, limits and cursors that are none, a record nobody has',
    async run({ admin }) {
      const reply: HttpReply = await admin.get('/decisions/corrupt?limit=2');
      expectStatus(reply, 200);
      ok(Array.isArray(reply.json.records));
      expectProblem(await admin.get('/decisions/corrupt?limit=201'), 400, 'malformed_parameter');
      expectProblem(await admin.get('/decisions/corrupt?cursor=forged'), 400, 'invalid_cursor');
      expectProblem(await admin.delete('/decisions/corrupt/nobody'), 400, 'malformed_parameter');
      expectProblem(await admin.delete(`/decisions/corrupt/${UNKNOWN}`), 404, 'process_not_found');
    },
  },
];
