import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { HttpReply } from '../../support/http-client.js';
import type { Check } from '../check.js';
import { expectProblem, expectStatus, header } from '../expect.js';
import { QUERY } from '../installation.js';

export const START: readonly Check[] = [
  {
    line: '`decision_query` has 10',
    tries: '9, 10, 1,000 and 1,001 characters, blanks around them, members nobody knows',
    async run({ own, example }) {
      const start = (decision_query: unknown, extra = {}) =>
        own.post('/decisions/start', { ...example, decision_query, ...extra });
      for (const query of ['q'.repeat(10), 'q'.repeat(1_000), `  ${'q'.repeat(1_000)}\n`])
        expectStatus(await start(query), 202);
      expectProblem(await own.post('/decisions/run', {}), 422, 'invalid_request');
      for (const query of ['q'.repeat(9), ` ${'q'.repeat(9)} `, 'q'.repeat(1_001), '', null, 7])
        expectProblem(await start(query), 422, 'invalid_request');
      expectProblem(await start(QUERY, { priority: 1 }), 422, 'invalid_request');
      const { json } = await start(`\u200b ${QUERY} `);
      equal((await own.get(json.links.status)).json.decision_query, QUERY);
    },
  },
  {
    line: '`engine` is `analytic`',
    tries: 'none, one nobody has',
    async run({ own, example }) {
      const { json } = await own.post('/decisions/start', { ...example, engine: undefined });
      equal((await own.get(json.links.status)).json.engine, 'analytic');
      for (const path of ['/decisions/start', '/decisions/run']) {
        const reply = await own.post(path, { ...example, engine: 'oracle' });
        expectProblem(reply, 422, 'unknown_engine');
        const [fault, ...others] = reply.json.errors ?? [];
        deepEqual([fault?.path, others], ['engine', []]);
        match(fault?.message ?? '', /analytic/);
      }
    },
  },
  {
    line: '`problem` belongs to the engine',
    tries: 'several faults at once, each with its path',
    async run({ own, example }) {
      const problem = {
        ...(example.problem as object),
        scores: [
          [10, 7],
          [12, 9, 4],
          ['x', 5, 5],
        ],
        extra: 1,
      };
      for (const path of ['/decisions/start', '/decisions/run']) {
        const reply = await own.post(path, { ...example, problem });
        expectProblem(reply, 422, 'invalid_problem');
        const paths = reply.json.errors?.map((each) => each.path) ?? [];
        ok(paths.length >= 3 && paths.every((each) => each.startsWith('problem.')), paths.join());
      }
    },
  },
  {
    line: 'An engine that breaks',
    tries: 'one that breaks',
    needs: ['engine'],
    async run({ own, body }) {
      for (const path of ['/decisions/start', '/decisions/run'])
        expectProblem(await own.post(path, body({ do: 'break' })), 500, 'engine_faulty');
    },
  },
  {
    line: '`labels`: up to 16',
    tries: '16 and 17 pairs, values of both compositions',
    async run({ own, example }) {
      const label = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, nth) => [`l${nth}`, 'x']));
      expectStatus(await own.post('/decisions/start', { ...example, labels: label(16) }), 202);
      expectProblem(
        await own.post('/decisions/start', { ...example, labels: label(17) }),
        422,
        'invalid_request',
      );
      const city = `Zu\u0308rich-${randomUUID()}`;
      const { json } = await own.post('/decisions/start', { ...example, labels: { city } });
      deepEqual((await own.get(json.links.status)).json.labels, { city: city.normalize('NFC') });
      for (const form of ['NFC', 'NFD']) {
        const asked = encodeURIComponent(`city:${city.normalize(form)}`);
        const { processes } = (await own.get(`/decisions/processes?label=${asked}`)).json;
        deepEqual(
          processes.map(({ process_id: id }) => id),
          [json.process_id],
        );
      }
    },
  },
  {
    line: '202 `{process_id, status',
    tries: 'the members and headers of an accepted start, and reading it at once',
    async run({ own, example }) {
      const reply = await own.post('/decisions/start', example);
      expectStatus(reply, 202);
      const { process_id: id, links } = reply.json;
      deepEqual(Object.keys(reply.json).sort(), ['durable', 'links', 'message', 'process_id', 'status']);
      deepEqual(links, {
        status: `/decisions/status/${id}`,
        events: `/decisions/${id}/events`,
        cancel: `/decisions/${id}/cancel`,
      });
      equal(reply.headers.location, `/decisions/status/${id}`);
      match(header(reply, 'etag'), /^"[a-z0-9.]+"$/);
      match(header(reply, 'retry-after'), /^[1-9]\d*$/);
      expectStatus(await own.get(links.status), 200);
    },
  },
  {
    line: '`Idempotency-Key: "…"`',
    tries: 'forty starts at once with one key, another body, keys without quotes and keys that are none',
    async run({ own, example }) {
      for (const path of ['/decisions/start', '/decisions/run']) {
        const bare = randomUUID();
        const key = { 'idempotency-key': `"${bare}"`, prefer: 'wait=20' };
        const replies = await Promise.all(Array.from({ length: 40 }, () => own.post(path, example, key)));
        equal(new Set(replies.map(({ json }) => json.process_id)).size, 1);
        equal(replies.filter(({ headers }) => headers['idempotent-replayed'] === undefined).length, 1);
        expectProblem(await own.post(path, { ...example, labels: {} }, key), 422, 'idempotency_conflict');
        const [first] = replies;
        const again = await own.post(path, example, { ...key, 'idempotency-key': bare });
        equal(again.json.process_id, first?.json.process_id);
        equal(again.headers['idempotent-replayed'], 'true');
        for (const none of ['"open', '""', 'a,b', `"${'x'.repeat(256)}"`])
          expectProblem(await own.post(path, example, { 'idempotency-key': none }), 400, 'malformed_header');
      }
    },
  },
  {
    line: '`POST /decisions/run` waits',
    tries: 'an outcome, one that takes longer, no wait at all',
    needs: ['engine'],
    async run({ own, admin, body }) {
      const run = (problem: object, headers = {}) => own.post('/decisions/run', body(problem), headers);
      const soon = await run({ do: 'decide' }, { prefer: 'wait=20' });
      expectStatus(soon, 200);
      equal(soon.json.result, 'decided');
      equal(soon.headers['preference-applied'], 'wait=20');
      const key = { 'idempotency-key': `"${randomUUID()}"` };
      const late = await run({ do: 'hold' }, { ...key, prefer: 'foo; wait=20, wait=1' });
      expectStatus(late, 202);
      equal(late.headers['preference-applied'], 'wait=1');
      const again = await run({ do: 'hold' }, { ...key, prefer: 'respond-async' });
      expectStatus(again, 202);
      equal(again.headers['idempotent-replayed'], 'true');
      equal(again.json.process_id, late.json.process_id);
      expectStatus(await admin.post(late.json.links.cancel), 200);
    },
  },
  {
    line: 'More unsettled processes',
    tries: 'starts until there are too many',
    needs: ['engine', 'bounds'],
    async run({ own, admin, body }) {
      const held: string[] = [];
      try {
        for (const path of ['/decisions/start', '/decisions/run']) {
          const reply = await untilTooMany(held, () =>
            own.send('POST', path, {
              body: body({ do: 'hold' }),
              headers: { prefer: 'wait=0' },
              takesBusy: true,
            }),
          );
          expectProblem(reply, 429, 'too_many_unsettled');
          match(header(reply, 'retry-after'), /^[1-9]\d*$/);
        }
      } finally {
        for (const id of held) await admin.post(`/decisions/${id}/cancel`);
      }
    },
  },
];

/** Asks until there are too many, and keeps what was accepted. */
async function untilTooMany(accepted: string[], ask: () => Promise<HttpReply>): Promise<HttpReply> {
  for (let asked = 0; asked < 10_000; asked++) {
    const reply = await ask();
    if (reply.status === 429 && reply.json.code === 'too_many_requests') await pause(1_000);
    else if (reply.status === 202) accepted.push(reply.json.process_id);
    else return reply;
  }
  throw new Error('There was always room.');
}
