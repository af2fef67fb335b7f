import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Check } from '../check.js';
import { expectProblem, expectStatus, header } from '../expect.js';
import { eventsIn } from '../events.js';

const UNKNOWN = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
const MEMBERS =
  'process_id status decision_query engine engine_version progress steps result error last_error next_attempt_at attempt worker labels revision created_at started_at updated_at completed_at';
const PATHS = [(id: string) => `/decisions/status/${id}`, (id: string) => `/decisions/${id}`];

export const STATUS: readonly Check[] = [
  {
    line: '200 with `process_id`',
    tries: 'the members of a completed process, on both paths',
    async run(installation) {
      const ran = await installation.decided();
      expectStatus(ran, 200);
      for (const path of PATHS) {
        const reply = await installation.own.get(path(ran.json.process_id));
        const members = Object.keys(reply.json);
        deepEqual(
          MEMBERS.split(' ').filter((member) => !members.includes(member)),
          [],
        );
        equal(reply.text, ran.text);
        equal(reply.headers.etag, ran.headers.etag);
      }
    },
  },
  {
    line: 'Ids are read in either case',
    tries: 'an id in capitals, what is no id, one nobody has',
    async run(installation) {
      const { own } = installation;
      const { process_id: id } = (await installation.decided()).json;
      for (const path of [
        ...PATHS,
        (each: string) => `/decisions/${each}/events`,
        (each: string) => `/decisions/${each}/steps/frame`,
        (each: string) => `/decisions/${each}/requests`,
      ]) {
        expectStatus(await own.get(path(id.toUpperCase())), 200);
        expectProblem(await own.get(path('nobody')), 400, 'malformed_parameter');
        expectProblem(await own.get(path(UNKNOWN)), 404, 'process_not_found');
      }
    },
  },
  {
    line: 'A failed process is 200',
    tries: 'a failed and a cancelled process',
    needs: ['engine'],
    async run({ own, run, start }) {
      const failed = (await run({ do: 'fail' })).json;
      equal(failed.status, 'failed');
      deepEqual(failed.error, { code: 'told_to_fail', message: 'It was to fail.', step: 'work' });
      const held = await start({ do: 'hold' });
      const running = await until(
        () => own.get(held.json.links.status),
        ({ json }) => json.progress.completed_steps === 1,
      );
      expectStatus(running, 200);
      const cancelled = (await own.post(held.json.links.cancel)).json;
      for (const { steps } of [failed, cancelled]) {
        const step = steps[1] as Record<string, unknown>;
        for (const time of [step.started_at, step.completed_at])
          match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        ok(Number(step.duration_ms) >= 0);
      }
    },
  },
  {
    line: '`ETag` is opaque',
    tries: 'another life of one id: the tags of the first are no tags of the second',
    async run({ own, admin, example }) {
      const key = { 'idempotency-key': `"${randomUUID()}"`, prefer: 'wait=20' };
      const first = await own.post('/decisions/run', example, key);
      const { process_id: id } = first.json;
      expectStatus(await admin.delete(`/decisions/${id}`), 204);
      const second = await own.post('/decisions/run', example, key);
      equal(second.json.process_id, id);
      notEqual(second.headers.etag, first.headers.etag);
      const reply = await own.get(`/decisions/${id}`, { 'if-none-match': header(first, 'etag') });
      expectStatus(reply, 200);
      equal(reply.headers.etag, second.headers.etag);
    },
  },
  {
    line: '`If-None-Match` that has it',
    tries: 'tags that match and do not, lists, `*`, what is no list',
    async run(installation) {
      const { own } = installation;
      const ran = await installation.decided();
      const tag = header(ran, 'etag');
      for (const path of PATHS.map((each) => each(ran.json.process_id))) {
        for (const condition of [tag, `W/${tag}`, '*', `"a,b" ,, ${tag}`, `${tag},`]) {
          const reply = await own.get(path, { 'if-none-match': condition, prefer: 'wait=1' });
          expectStatus(reply, 304);
          equal(reply.text, '');
          equal(reply.headers.etag, tag);
          equal(reply.headers['preference-applied'], 'wait=1');
        }
        expectStatus(await own.get(path, { 'if-none-match': '"other"', 'if-match': tag }), 200);
        for (const condition of ['"other"', `W/${tag}`]) {
          const reply = await own.get(path, { 'if-match': condition });
          expectProblem(reply, 412, 'revision_mismatch');
          equal(reply.headers.etag, tag);
        }
        for (const condition of ['bare', '"open', Array(21).fill('"1"').join()])
          expectProblem(await own.get(path, { 'if-none-match': condition }), 400, 'malformed_header');
      }
    },
  },
  {
    line: '`Retry-After` comes with',
    tries: '200, 202 and 304 of one that runs, and of one that has ended',
    needs: ['engine'],
    async run(installation) {
      const { own, start } = installation;
      const held = await start({ do: 'hold' });
      const { process_id: id } = held.json;
      const tag = (reply: { headers: object }) => String(Reflect.get(reply.headers, 'etag'));
      const seconds = /^([1-9]|[12]\d|30)$/;
      match(header(held, 'retry-after'), seconds);
      for (const path of PATHS.map((each) => each(id))) {
        const shown = await until(
          () => own.get(path),
          ({ json }) => json.progress.completed_steps === 1,
        );
        match(header(shown, 'retry-after'), seconds);
        const known = await own.get(path, { 'if-none-match': tag(shown) });
        expectStatus(known, 304);
        match(header(known, 'retry-after'), seconds);
      }
      const cancelled = await own.post(held.json.links.cancel);
      equal(cancelled.headers['retry-after'], undefined);
    },
  },
  {
    line: '`Prefer: wait=N` answers',
    tries: 'a process that changes, one that does not, preferences nobody knows',
    needs: ['engine'],
    async run({ own, start }) {
      const held = await start({ do: 'hold' });
      const ready = await until(
        () => own.get(held.json.links.status),
        ({ json }) => json.progress.completed_steps === 1,
      );
      const known = { 'if-none-match': header(ready, 'etag') };
      for (const path of PATHS.map((each) => each(held.json.process_id))) {
        const plain = await own.get(path, { prefer: 'wait=1' });
        expectStatus(plain, 200);
        equal(plain.headers['preference-applied'], 'wait=1');
        expectStatus(await own.get(path, { ...known, prefer: 'wait=1' }), 304);
        equal(
          (await own.get(path, { prefer: 'handling=lenient; wait=9' })).headers['preference-applied'],
          undefined,
        );
      }
      const waiting = own.get(held.json.links.status, { ...known, prefer: 'wait=20' });
      await own.post(held.json.links.cancel);
      const changed = await waiting;
      expectStatus(changed, 200);
      equal(changed.json.status, 'cancelled');
    },
  },
  {
    line: '`GET /decisions/{process_id}/events` is a stream',
    tries: 'a stream from before the end, one after it, each event against the status',
    async run({ own, example }) {
      const { process_id: id } = (await own.post('/decisions/start', example)).json;
      const reply = await own.get(`/decisions/${id}/events`);
      expectStatus(reply, 200);
      match(header(reply, 'content-type'), /^text\/event-stream/);
      const last = eventsIn(reply.text).at(-1);
      const status = await own.get(`/decisions/status/${id}`);
      equal(status.json.status, 'completed');
      equal(`"${last?.id}"`, status.headers.etag);
      equal(last?.data, status.text);
    },
  },
  {
    line: '`Last-Event-ID` goes on',
    tries: 'the last event, one before it, one of another life, what is no id',
    async run(installation) {
      const { own } = installation;
      const ran = await installation.decided();
      const path = `/decisions/${ran.json.process_id}/events`;
      const seen = header(ran, 'etag').replaceAll('"', '');
      const after = (id: string) => own.get(path, { 'last-event-id': id });
      expectStatus(await after(seen), 204);
      const [life = '', revision = '', form = ''] = seen.split('.');
      for (const id of [`${life}.${Number(revision) - 1}.${form}`, `1.${revision}.${form}`]) {
        const reply = await after(id);
        expectStatus(reply, 200);
        equal(eventsIn(reply.text).at(-1)?.id, seen);
      }
      expectProblem(await after('!'), 400, 'malformed_header');
    },
  },
  {
    line: '`GET /decisions/{process_id}/steps/{name}` has',
    tries: 'a finished step, one nobody has',
    async run(installation) {
      const { own } = installation;
      const { process_id: id, steps } = (await installation.decided()).json;
      const [first] = steps as { name: string }[];
      const reply = await own.get(`/decisions/${id}/steps/${first?.name}`);
      expectStatus(reply, 200);
      ok('output' in reply.json);
      expectProblem(await own.get(`/decisions/${id}/steps/nothing`), 404, 'step_not_found');
    },
  },
];

/** Asks until the reply is as wanted; a step begins a moment after its process is accepted. */
export async function until<R>(ask: () => Promise<R>, isWanted: (reply: R) => boolean): Promise<R> {
  for (let asked = 0; asked < 2_000; asked++) {
    const reply = await ask();
    if (isWanted(reply)) return reply;
  }
  throw new Error('It never came to that.');
}
