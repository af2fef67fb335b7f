import type { ProcessId } from '../../src/decisions/domain/ids.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import { ProcessEvents } from '../../src/decisions/application/base/process-events.js';
import { Requests } from '../../src/decisions/application/use-cases/requests.js';
import { ANYONE } from '../../src/decisions/domain/caller.js';
import { NewerSchema, ProcessCorrupted } from '../../src/decisions/domain/errors.js';
import { begin, cancel } from '../../src/decisions/domain/transitions.js';
import { ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import type { RecordSchema } from '../../src/persistence/redis/records/record-schema.js';
import { RedisLink } from '../../src/persistence/redis/server/redis-link.js';
import { RedisProcessRepository } from '../../src/persistence/redis/redis-process.repository.js';
import {
  accepted,
  aCancelledProcess,
  aCompletedProcess,
  aFailedProcess,
  aPendingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
} from '../support/a-process.js';
import { anAnsweredProcess, aWaitingProcess } from '../support/a-waiting-process.js';
import { FakeClock } from '../support/fake-clock.js';
import { RedisServer } from '../support/redis-server.js';
import { membersOf, withMember } from '../support/stored-record.js';
import { checkPass } from './check-pass.js';
import { indexDifferences } from './redis-indexes.js';
import { openRedisSubject, type RedisSubject } from './redis-subject.js';
import { walk } from './subject.js';
import { DUE, dueIds } from '../support/due.js';

jest.setTimeout(60_000);

type Damage = (admin: Redis, key: string) => Promise<unknown>;

const setting =
  (field: string, value: string): Damage =>
  (admin, key) =>
    admin.hset(key, field, value);
const losing =
  (...fields: string[]): Damage =>
  (admin, key) =>
    admin.hdel(key, ...fields);

const saying =
  (member: string, value: unknown): Damage =>
  async (admin, key) =>
    admin.hset(key, withMember(await admin.hgetall(key), member, value));

const ASKED = 'request:review-1';

/** The closed question says something else of itself. */
const askedWith =
  (change: Readonly<Record<string, unknown>>): Damage =>
  async (admin, key) => {
    const stored = JSON.parse((await admin.hget(key, ASKED)) ?? '') as object;
    return admin.hset(key, ASKED, JSON.stringify({ ...stored, ...change }));
  };

/** The open question says something else of itself. */
const askingWith =
  (change: Readonly<Record<string, unknown>>): Damage =>
  async (admin, key) => {
    const record = await admin.hgetall(key);
    const stored = JSON.parse(membersOf(record).request ?? '') as object;
    return admin.hset(key, withMember(record, 'request', { ...stored, ...change }));
  };

/** What damages any question, open or closed: a member, and what it is then. */
const OF_ANY_QUESTION: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['no id', { id: undefined }],
  ['a kind that never was', { kind: 'bribe' }],
  ['a title that is no text', { title: 7 }],
  ['options that are no list', { options: {} }],
  ['an option without outcome', { options: [{}] }],
  ['a schema of an option that is no object', { options: [{ outcome: 'approve', schema: 'x' }] }],
  ['a schema that is no object', { schema: [] }],
  ['no digest', { evidence_digest: undefined }],
  ['a role that never was', { roles: ['king'] }],
  ['four eyes of nobody', { not_by: 'nobody' }],
  ['an answer by default without outcome', { on_expiry: {} }],
  ['no step', { step: undefined }],
  ['a time in words', { asked_at: 'yesterday' }],
  ['an end that is no time', { expires_at: 1.5 }],
];

/** What damages what was asked, and the process it is done to. */
const QUESTIONS_DAMAGED: readonly (readonly [string, () => DecisionProcess, Damage])[] = [
  ['a closed question that is not JSON', anAnsweredProcess, setting(ASKED, '{"id":')],
  ['a closed question that is no object', anAnsweredProcess, setting(ASKED, '[]')],
  ['a closed question that is lost', anAnsweredProcess, losing(ASKED)],
  ['a closed question under the id of another', anAnsweredProcess, askedWith({ id: 'review-2' })],
  ['a closing that never was', anAnsweredProcess, askedWith({ closing: 'burnt' })],
  ['no time of closing', anAnsweredProcess, askedWith({ closed_at: undefined })],
  ['an answer that is lost', anAnsweredProcess, askedWith({ answer: undefined })],
  ['an answer without outcome', anAnsweredProcess, askedWith({ answer: { at: CREATED } })],
  ['an answer by a number', anAnsweredProcess, askedWith({ answer: { outcome: 'x', by: 1, at: CREATED } })],
  ['an answer without time', anAnsweredProcess, askedWith({ answer: { outcome: 'approve' } })],
  ['no open question', aWaitingProcess, saying('request', undefined)],
  ['an open question that is no object', aWaitingProcess, saying('request', 'review-1')],
  [
    'a question that is closed and open',
    aWaitingProcess,
    (admin, key) =>
      admin.hset(key, ASKED, JSON.stringify({ ...CLOSED, answer: { outcome: 'approve', at: CREATED } })),
  ],
  ['a history that is no list', anAnsweredProcess, saying('history', {})],
  ['a history of what cannot happen', anAnsweredProcess, saying('history', [{ what: 'lost', at: 1 }])],
  ...OF_ANY_QUESTION.flatMap(([name, change]) => [
    [`${name}, closed`, anAnsweredProcess, askedWith(change)] as const,
    [`${name}, open`, aWaitingProcess, askingWith(change)] as const,
  ]),
];

const CLOSED = {
  ...{ id: 'review-1', name: 'review', kind: 'approval', title: 'Shall we sign?', options: [] },
  ...{ evidence_digest: '', roles: ['review'], step: 'frame', asked_at: CREATED, closing: 'answered' },
  closed_at: CREATED,
};

/** What damages a record beyond reading, by name, and the process it is done to. */
const DAMAGES: readonly (readonly [string, () => DecisionProcess, Damage])[] = [
  ['a problem that is not JSON', aPendingProcess, setting('problem', '{"alternatives":')],
  ['a result that is not JSON', aCompletedProcess, setting('result', '')],
  ['an error that is no object', aFailedProcess, saying('error', [])],
  ['an error without a code', aFailedProcess, saying('error', { message: 'm', step: 's' })],
  [
    'labels that are no texts',
    () => aPendingProcess({ labels: { team: 'x' } }),
    saying('labels', { team: 1 }),
  ],
  ['a plan that is no list', aPendingProcess, saying('plan', {})],
  ['a step that is no list', () => aRunningProcess({ outputs: [1] }), saying('steps', [7])],
  ['an output that is not JSON', () => aRunningProcess({ outputs: [1] }), setting('step:frame', '{')],
  ['a step without attributes', () => aRunningProcess({ outputs: [1] }), saying('steps', [[CREATED]])],
  ['a step that is lost', () => aRunningProcess({ outputs: [1] }), losing('step:frame')],
  ['no status', aRunningProcess, saying('status', undefined)],
  ['an unknown status', aPendingProcess, saying('status', 'undead')],
  ['no worker', aRunningProcess, saying('worker', undefined)],
  ['a worker that is none', aRunningProcess, saying('worker', 'a b')],
  ['no time to run at', aPendingProcess, saying('run_at', undefined)],
  ['no completion time', aCancelledProcess, saying('completed_at', undefined)],
  ['no state', aPendingProcess, losing('state')],
  ['no facts', aPendingProcess, losing('facts')],
  ['a state that begins with no fence', aPendingProcess, setting('state', '{}')],
  ['facts that are no object', aPendingProcess, setting('facts', '[]')],
  ['attempts in words', aRunningProcess, saying('attempt', 'abc')],
  ['a negative revision', aPendingProcess, saying('revision', -1)],
  ['a revision that is no number', aPendingProcess, saying('revision', 'NaN')],
  [
    'more finished steps than planned',
    aPendingProcess,
    saying(
      'steps',
      Array.from({ length: 9 }, () => [1, 2, 3]),
    ),
  ],
  ['no schema', aPendingProcess, losing('schema')],
  ['a schema that never was', aPendingProcess, setting('schema', '0')],
  [
    'a text in place of the hash',
    aPendingProcess,
    async (admin, key) => (await admin.del(key), admin.set(key, 'x')),
  ],
  [
    'a list in place of the hash',
    aRunningProcess,
    async (admin, key) => (await admin.del(key), admin.rpush(key, 'x')),
  ],
  ['no hash at all', aRunningProcess, (admin, key) => admin.del(key)],
  ...QUESTIONS_DAMAGED,
];

describe('what somebody else wrote into a Redis store', () => {
  let server: RedisServer;
  let subject: RedisSubject;
  const processes = () => subject.persistence.processes;
  const keysOf: RedisSubject['keysOf'] = (process) => subject.keysOf(process);
  const keyOf = (process: DecisionProcess) => keysOf(process).process(process.id);

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    subject = await openRedisSubject({ url: server.url });
  });
  afterEach(() => subject.dispose());

  it.each(DAMAGES)(
    'is reported, put into quarantine and kept, and the rest goes on: %s',
    async (_, build, damage) => {
      const [sound, broken] = [
        await processes().create(aPendingProcess()),
        await processes().create(build()),
      ];
      await damage(server.admin, keyOf(broken));
      const kept = await contentOf(server.admin, keyOf(broken));

      const { processes: listed } = await processes().list({ limit: 10 });
      const ids = listed.map(({ id }) => id);
      expect(ids.filter((id) => id !== broken.id)).toEqual([sound.id]);
      await expect(processes().find(broken.id)).rejects.toThrow(ProcessCorrupted);
      await expect(processes().find(broken.id)).rejects.toThrow(ProcessCorrupted);

      expect((await processes().requests({ limit: 10 })).processes).toEqual([]);
      expect((await processes().timers({ now: Number.MAX_SAFE_INTEGER, limit: 10 })).entries).toEqual([]);
      expect((await processes().list({ limit: 10 })).processes.map(({ id }) => id)).toEqual([sound.id]);
      expect(await dueIds(processes(), Number.MAX_SAFE_INTEGER, 10)).toEqual([sound.id]);
      if (broken.status === 'running') expect(await processes().ownedBy(broken.worker)).toEqual([]);
      expect(await processes().removeSettled(Number.MAX_SAFE_INTEGER, 10)).toBe(0);
      expect(await processes().statistics([CREATED + 1])).toEqual({
        counts: { pending: 1, running: 0, waiting: 0, completed: 0, failed: 0, cancelled: 0 },
        oldestPendingAt: sound.createdAt,
        oldestWaitingAt: null,
        createdBefore: [1],
        quarantined: 1,
      });
      expect(await contentOf(server.admin, keyOf(broken))).toEqual(kept);
      expect(await processes().swap(sound, accepted(cancel(sound, CREATED)))).toBe(true);
    },
  );

  it.each(QUESTIONS_DAMAGED)(
    'is reported to whoever asks what was asked, and answers to nobody: %s',
    async (_, build, damage) => {
      const broken = await processes().create(build());
      await damage(server.admin, keyOf(broken));
      const kept = await contentOf(server.admin, keyOf(broken));
      await expect(processes().asked(broken.id)).rejects.toThrow(ProcessCorrupted);
      expect((await processes().statistics([])).quarantined).toBe(1);
      const requests = new Requests(processes(), new FakeClock(), new ProcessEvents());
      const given = { outcome: 'approve', data: null, comment: null, evidenceDigest: null };
      const calls = [
        () => requests.history(ANYONE, broken.id),
        () => requests.answer(ANYONE, broken.id, 'review-1', given),
      ];
      for (const call of calls) await expect(call()).rejects.toThrow(ProcessCorrupted);
      const next = { ...broken, revision: broken.revision + 1 };
      await expect(processes().swap(broken, next)).rejects.toThrow(ProcessCorrupted);
      expect(await contentOf(server.admin, keyOf(broken))).toEqual(kept);
    },
  );

  it.each([
    ['status', (id: ProcessId) => processes().report(id)],
    ['list', (id: ProcessId) => processes().summary(id)],
    ['requests', (id: ProcessId) => processes().asked(id)],
  ])('is reported to whoever reads a part of it alone: %s', async (_, read) => {
    for (const damage of [losing('schema'), losing('state'), losing('facts'), saying('status', 'undead')]) {
      const broken = await processes().create(aPendingProcess());
      await damage(server.admin, keyOf(broken));
      await expect(read(broken.id)).rejects.toThrow(ProcessCorrupted);
    }
    const lost = await processes().create(aPendingProcess());
    await server.admin.del(keyOf(lost));
    await expect(read(lost.id)).rejects.toThrow(ProcessCorrupted);
    await server.admin.set(keyOf(lost), 'x');
    await expect(read(lost.id)).rejects.toThrow(ProcessCorrupted);
  });

  it('is listed page by page, the last found first, with key and fault and nothing of its content', async () => {
    const ids: ProcessId[] = [];
    for (let nth = 0; nth < 5; nth++) {
      const { id } = await processes().create(aPendingProcess({ query: 'secret' }));
      await server.admin.hset(keysOf({ id }).process(id), 'problem', '{');
      await expect(processes().find(id)).rejects.toThrow(ProcessCorrupted);
      // Found one second after the other, as far as the quarantine knows.
      await server.admin.zadd(keysOf({ id }).quarantine, CREATED + 1_000 * nth, id);
      ids.unshift(id);
    }
    const whole = await processes().quarantined({ limit: 5 });
    expect(whole).toEqual({
      records: ids.map((id, nth) => ({
        id,
        foundAt: CREATED + 1_000 * (4 - nth),
        key: keysOf({ id }).process(id),
        fault: 'problem is not JSON',
      })),
      nextCursor: null,
    });
    const first = await processes().quarantined({ limit: 3 });
    const rest = await processes().quarantined({ limit: 3, cursor: first.nextCursor ?? '' });
    expect([...first.records, ...rest.records]).toEqual(whole.records);
    expect(rest.nextCursor).toBeNull();
  });

  it('is listed although the time it was found is none', async () => {
    const { id } = await processes().create(aPendingProcess());
    await server.admin.zadd(keysOf({ id }).quarantine, '+inf', id);
    const { records } = await processes().quarantined({ limit: 1 });
    expect(records.map(({ foundAt }) => new Date(foundAt).getTime())).toEqual([8.64e15]);
  });

  it('names the field at fault and no value', async () => {
    const broken = await processes().create(aPendingProcess());
    await server.admin.hset(keyOf(broken), 'problem', 'secret');
    const error = await processes()
      .find(broken.id)
      .catch((reason: unknown) => reason);
    expect(String(error)).toBe(`ProcessCorrupted: Process ${broken.id} cannot be read: problem is not JSON.`);
  });

  it('is reported to a writer who creates or writes the process again', async () => {
    const pending = await processes().create(aPendingProcess());
    await server.admin.hset(keyOf(pending), 'problem', '{');
    await expect(processes().create(pending)).rejects.toThrow(ProcessCorrupted);
    const cancelled = accepted(cancel(pending, CREATED));
    await expect(processes().swap(pending, cancelled)).rejects.toThrow(ProcessCorrupted);
    await server.admin.del(keyOf(pending));
    await server.admin.set(keyOf(pending), 'x');
    await expect(processes().create(pending)).rejects.toThrow(ProcessCorrupted);
    await expect(processes().summary(pending.id)).rejects.toThrow(ProcessCorrupted);
  });

  it('is back at work once the record was repaired and the indexes were compared', async () => {
    const running = await processes().create(aRunningProcess());
    await saying('attempt', 'abc')(server.admin, keyOf(running));
    await expect(processes().find(running.id)).rejects.toThrow(ProcessCorrupted);
    await saying('attempt', 1)(server.admin, keyOf(running));
    expect(await processes().find(running.id)).toEqual(running);
    await checkPass(subject.persistence);
    expect((await processes().statistics([])).quarantined).toBe(0);
    expect(await indexDifferences([server.admin], subject.keyPrefix)).toEqual([]);
  });

  it('is back at work at once when somebody writes to the repaired process', async () => {
    const running = aRunningProcess();
    await processes().create(running);
    await saying('attempt', 'abc')(server.admin, keyOf(running));
    await expect(processes().find(running.id)).rejects.toThrow(ProcessCorrupted);
    await saying('attempt', 1)(server.admin, keyOf(running));
    const cancelled = accepted(cancel(running, CREATED));
    expect(await processes().swap(running, cancelled)).toBe(false);
    expect(await processes().swap(running, cancelled)).toBe(true);
    expect((await processes().statistics([])).quarantined).toBe(0);
    expect(await indexDifferences([server.admin], subject.keyPrefix)).toEqual([]);
  });

  it('is corrected by comparing where only the indexes are wrong, and can be read meanwhile', async () => {
    const pending = await processes().create(aPendingProcess());
    const keys = keysOf(pending);
    const [due, settled] = [keys.index(DUE), keys.index('settled')];
    const [own, completed] = [keys.index('status:pending'), keys.index('status:completed')];
    const wrongs: Damage[] = [
      (admin) => admin.zrem(own, pending.id),
      (admin) => admin.zrem(due, pending.id),
      (admin) => admin.zadd(settled, CREATED, pending.id),
      (admin) => admin.zadd(completed, CREATED, pending.id),
    ];
    for (const wrong of wrongs) {
      await wrong(server.admin, '');
      expect(await indexDifferences([server.admin], subject.keyPrefix)).toHaveLength(1);
      expect(await processes().find(pending.id)).toEqual(pending);
      expect((await checkPass(subject.persistence)).repairs).toMatchObject([{ id: pending.id }]);
      expect(await indexDifferences([server.admin], subject.keyPrefix)).toEqual([]);
    }
  });

  it('is corrected by a list that meets a wrong entry: another status, another time, an infinite one', async () => {
    const pending = await processes().create(aPendingProcess());
    const own = keysOf(pending).index('status:pending');
    await server.admin.zadd(keysOf(pending).index('status:running'), CREATED, pending.id);
    expect((await processes().list({ status: 'running', limit: 10 })).processes).toEqual([]);
    expect(await indexDifferences([server.admin], subject.keyPrefix)).toEqual([]);
    for (const score of [CREATED + 5, '+inf', '-inf']) {
      await server.admin.zadd(own, score, pending.id);
      const { processes: listed } = await processes().list({ limit: 1 });
      expect(listed.map(({ id }) => id)).toEqual([pending.id]);
      expect(await indexDifferences([server.admin], subject.keyPrefix)).toEqual([]);
    }
  });

  it('does not stop a walk from page to page at an entry with an infinite time', async () => {
    const [first, second, third] = [
      await processes().create(aPendingProcess()),
      await processes().create(aPendingProcess()),
      await processes().create(aPendingProcess()),
    ];
    await server.admin.zadd(keysOf(first).index('status:pending'), '+inf', first.id);
    await server.admin.zadd(keysOf(second).index('status:pending'), '-inf', second.id);
    const pages = await walk(processes(), { limit: 1 });
    expect(new Set(pages.map(({ id }) => id))).toEqual(new Set([first.id, second.id, third.id]));
  });

  it('leaves members that are no ids alone', async () => {
    const pending = await processes().create(aPendingProcess());
    await server.admin.zadd(keysOf(pending).index('status:pending'), CREATED, 'no id');
    await server.admin.zadd(keysOf(pending).index(DUE), CREATED, 'no id');
    expect((await processes().list({ limit: 10 })).processes).toHaveLength(1);
    expect(await dueIds(processes(), CREATED, 10)).toEqual([pending.id]);
  });

  it('makes a write fail whole where an index is no sorted set', async () => {
    const running = aRunningProcess();
    await processes().create(running);
    const keys = keysOf(running);
    const indexes = ['settled', 'status:running', 'status:cancelled', `worker:${running.worker}`] as const;
    for (const index of [keys.quarantine, ...indexes.map((name) => keys.index(name))]) {
      const before = await server.admin.hgetall(keyOf(running));
      await server.admin.del(index);
      await server.admin.set(index, 'x');
      const cancelled = accepted(cancel(running, CREATED));
      await expect(processes().swap(running, cancelled)).rejects.toMatchObject({ reason: 'wrong_type' });
      expect(await server.admin.hgetall(keyOf(running))).toEqual(before);
      await server.admin.del(index);
    }
  });

  describe('with another schema', () => {
    it('is left alone when it is newer', async () => {
      const settled = await processes().create(aCompletedProcess());
      const older = await processes().create(aCompletedProcess({ at: CREATED + 5 }));
      await server.admin.hset(keyOf(settled), 'schema', '3', 'state', 'unheard of');
      const before = await contentOf(server.admin, keyOf(settled));
      for (const call of [
        () => processes().find(settled.id),
        () => processes().summary(settled.id),
        () => processes().report(settled.id),
        () => processes().asked(settled.id),
        () => processes().create(settled),
        () => processes().swap(settled, { ...settled, revision: settled.revision + 1 }),
        () => processes().remove(settled),
      ]) {
        await expect(call()).rejects.toThrow(new NewerSchema(settled.id, 3));
      }
      expect((await processes().list({ limit: 10 })).processes.map(({ id }) => id)).toEqual([older.id]);
      expect(await processes().removeSettled(CREATED + 10, 1)).toBe(1);
      expect(await contentOf(server.admin, keyOf(settled))).toEqual(before);
      expect((await processes().statistics([])).quarantined).toBe(0);
    });

    it('is read as the present one when it is older, and rewritten with its next swap', async () => {
      const pending = await processes().create(aPendingProcess({ query: 'Which one?' }));
      const client = new Redis(server.port, '127.0.0.1');
      const present = new RedisProcessRepository(
        new RedisLink(client, 1_000),
        new ProcessKeys(subject.keyPrefix),
        QUERY_IN_CAPITALS,
      );
      const found = await present.find(pending.id);
      expect(found).toEqual({ ...pending, query: 'WHICH ONE?' });
      expect((await present.list({ limit: 10 })).processes).toMatchObject([{ query: 'WHICH ONE?' }]);
      if (found === null) return;
      const begun = accepted(begin(found, aWorkerId(), CREATED));
      expect(await present.swap(found, begun)).toBe(true);
      expect(await present.find(pending.id)).toEqual(begun);
      const record = await server.admin.hgetall(keyOf(pending));
      expect({ ...record, ...membersOf(record) }).toMatchObject({ schema: '3', query: 'WHICH ONE?' });
      expect(membersOf(record)).not.toHaveProperty('run_at');
      await expect(processes().find(pending.id)).rejects.toThrow(NewerSchema);
      client.disconnect();
    });
  });
});

/** A later schema, as if queries had come to be stored in capitals. */
const QUERY_IN_CAPITALS: RecordSchema = {
  version: 3,
  upcasters: new Map([[2, (fields) => new Map([...fields, ['schema', '3'], ['facts', capitals(fields)]])]]),
};

function capitals(fields: ReadonlyMap<string, string>): string {
  const facts = JSON.parse(fields.get('facts') ?? '') as { query: string };
  return JSON.stringify({ ...facts, query: facts.query.toUpperCase() });
}

async function contentOf(admin: Redis, key: string): Promise<unknown> {
  switch (await admin.type(key)) {
    case 'hash':
      return admin.hgetall(key);
    case 'list':
      return admin.lrange(key, 0, -1);
    default:
      return admin.get(key);
  }
}
