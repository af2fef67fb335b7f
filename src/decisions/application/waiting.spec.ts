import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { A_START, anInstance, type Instance } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { type ScriptedEngine, scriptedEngine, untilAborted } from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import type { Persistence } from '../../persistence/persistence.js';
import { ANYONE, type Caller } from '../domain/caller.js';
import type { DecisionProcess } from '../domain/decision-process.js';
import type { ProcessId } from '../domain/ids.js';
import { ask, type AskOptions } from '../domain/ports/ask.js';
import { type CallerAnswer, Requests } from './use-cases/requests.js';

const APPROVE: CallerAnswer = { outcome: 'approve', data: null, comment: null, evidenceDigest: null };
const REJECT: CallerAnswer = { ...APPROVE, outcome: 'reject' };
const ada: Caller = { name: 'ada', roles: new Set(['read', 'write', 'review']) };
const bob: Caller = { name: 'bob', roles: new Set(['read', 'write']) };
const grace: Caller = { name: 'grace', roles: new Set(['review']) };

describe('processes that wait for people', () => {
  let clock: FakeClock;
  let store: Persistence;
  let instances: Instance[];

  beforeEach(() => {
    clock = new FakeClock();
    store = openMemoryPersistence(() => clock.now());
    instances = [];
  });

  afterEach(async () => {
    const leaving = instances.map((instance) => instance.shutDown());
    await clock.advance(60_000);
    await Promise.all(leaving);
  });

  async function join(engine: ScriptedEngine, concurrency = 2): Promise<Instance> {
    const worker = `worker-${instances.length + 1}`;
    const settings = { concurrency };
    const instance = await anInstance({ persistence: store, clock, engines: [engine], worker, settings });
    instances.push(instance);
    await instance.start();
    return instance;
  }

  async function start(owner: string | null = null, times: { runAt?: number; deadline?: number } = {}) {
    const { process } = await first().manager.start({ ...A_START, owner, ...times });
    await clock.advance(0);
    return process.id;
  }

  function first(): Instance {
    const [instance] = instances;
    if (!instance) throw new Error('No instance has been started.');
    return instance;
  }

  const requests = (instance = first()) => instance.module.get(Requests);
  const get = (id: ProcessId): Promise<DecisionProcess> => first().access.get(ANYONE, id);

  /** One step that asks, and answers with what it was told. */
  function asking(options: Partial<AskOptions> = {}): ScriptedEngine {
    return scriptedEngine({
      only: ({ answers }) => answers.review ?? ask({ ...A_QUESTION, ...options }),
      last: ({ outputs }) => outputs.only ?? null,
    });
  }

  it('are asked, and go on with the answer, which the step finds by its name', async () => {
    const engine = asking();
    await join(engine);
    const id = await start();
    const waiting = await get(id);
    expect(waiting).toMatchObject({ status: 'waiting', attempt: 0, request: { id: 'review-1' } });
    const given = { ...APPROVE, comment: 'Fine.' };
    const { replayed } = await requests().answer(ANYONE, id, 'review-1', given);
    await clock.advance(0);
    const answer = { outcome: 'approve', data: null, comment: 'Fine.', by: null, request_id: 'review-1' };
    expect(await get(id)).toMatchObject({ status: 'completed', result: { ...answer, expired: false } });
    expect([replayed, engine.calls]).toEqual([false, ['only', 'only', 'last']]);
    expect(first().events.map(({ type }) => type)).toEqual(expect.arrayContaining(['asked', 'answered']));
  });

  it('hold no slot: with room for one, fifty wait and the next one runs', async () => {
    const engine = scriptedEngine({
      only: ({ problem, answers }) => (problem === null ? (answers.review ?? ask(A_QUESTION)) : 'ran'),
    });
    const instance = await join(engine, 1);
    for (let nth = 0; nth < 50; nth++) await start();
    const { process } = await instance.manager.start({ ...A_START, problem: 'asks nobody' });
    await clock.advance(0);
    expect(await get(process.id)).toMatchObject({ status: 'completed', result: 'ran' });
    expect((await instance.manager.stats(ANYONE)).counts.waiting).toBe(50);
  });

  it('take the same answer again, and no other after the first', async () => {
    await join(asking());
    const id = await start('ada');
    await requests().answer(grace, id, 'review-1', APPROVE);
    expect(await requests().answer(grace, id, 'review-1', APPROVE)).toMatchObject({ replayed: true });
    const refused = { code: 'already_answered', message: expect.stringContaining('by grace') as unknown };
    await expect(requests().answer(grace, id, 'review-1', REJECT)).rejects.toMatchObject(refused);
    await expect(requests().answer(ada, id, 'review-1', APPROVE)).rejects.toMatchObject(refused);
  });

  it('go on once, no matter which of two hundred callers is first on which instance', async () => {
    const engine = asking();
    const [one, two] = [await join(engine), await join(engine)];
    const ids: ProcessId[] = [];
    for (let nth = 0; nth < 100; nth++) ids.push(await start('ada'));
    const answers = ids.flatMap((id) => [
      requests(one).answer(grace, id, 'review-1', APPROVE),
      requests(two).answer(ada, id, 'review-1', REJECT),
    ]);
    const outcomes = await Promise.allSettled(answers);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(100);
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'already_answered' });
    await clock.advance(5_000);
    for (const id of ids) expect(await get(id)).toMatchObject({ status: 'completed' });
    expect(engine.calls.filter((step) => step === 'last')).toHaveLength(100);
  });

  it('are shown to their owner, to reviewers who are asked, and to nobody else', async () => {
    await join(asking());
    const id = await start('ada');
    const idsSeenBy = async (caller: Caller) => {
      const { processes } = await requests().inbox(caller, { limit: 5 });
      return processes.map((process) => process.id);
    };
    expect([await idsSeenBy(ada), await idsSeenBy(grace), await idsSeenBy(ANYONE)]).toEqual([
      [id],
      [id],
      [id],
    ]);
    expect(await idsSeenBy(bob)).toEqual([]);
    await expect(requests().answer(bob, id, 'review-1', APPROVE)).rejects.toMatchObject({
      code: 'process_not_found',
    });
    await expect(requests().history(bob, id)).rejects.toMatchObject({ code: 'process_not_found' });
    expect(await requests().history(grace, id)).toMatchObject([{ id: 'review-1' }]);
    await expect(requests().answer(grace, id, 'review-7', APPROVE)).rejects.toMatchObject({
      code: 'request_not_found',
    });
  });

  it('are answered by callers with the role, and with four eyes not by their starter', async () => {
    await join(asking({ notBy: 'starter' }));
    const id = await start('ada');
    await expect(requests().answer(ada, id, 'review-1', APPROVE)).rejects.toMatchObject({
      code: 'four_eyes',
    });
    const own = await start('bob');
    await expect(requests().answer(bob, own, 'review-1', APPROVE)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await requests().answer(grace, id, 'review-1', APPROVE);
    expect(await get(id)).toMatchObject({ requests: { 'review-1': { answer: { by: 'grace' } } } });
  });

  it('take no answer to evidence that was not seen', async () => {
    await join(asking({ evidence: { b: 1, a: [2] } }));
    const id = await start();
    const { request } = (await get(id)) as { request: { evidenceDigest: string } };
    const stale = { ...APPROVE, evidenceDigest: `sha256:${'0'.repeat(64)}` };
    await expect(requests().answer(ANYONE, id, 'review-1', stale)).rejects.toMatchObject({
      code: 'evidence_mismatch',
    });
    await requests().answer(ANYONE, id, 'review-1', { ...APPROVE, evidenceDigest: request.evidenceDigest });
    expect((await get(id)).requests).toHaveProperty('review-1');
  });

  it('fail when nobody answers in time, within a second, by whichever instance is left', async () => {
    const engine = asking({ expiresInMs: 5_000 });
    await join(engine);
    const id = await start();
    await join(engine);
    const gone = instances[0]?.shutDown();
    await clock.advance(4_990);
    await gone;
    const stored = () => store.processes.find(id);
    expect(await stored()).toMatchObject({ status: 'waiting' });
    await clock.advance(20);
    expect(await stored()).toMatchObject({ status: 'failed', error: { code: 'not_answered', step: 'only' } });
  });

  it('go on with what counts as the answer when nobody answers, and take none afterwards', async () => {
    await join(asking({ expiresInMs: 100, onExpiry: { outcome: 'reject' } }));
    const id = await start();
    await clock.advance(1_000);
    expect(await get(id)).toMatchObject({
      status: 'completed',
      result: { outcome: 'reject', by: null, expired: true },
    });
    await expect(requests().answer(ANYONE, id, 'review-1', REJECT)).rejects.toMatchObject({
      code: 'request_closed',
    });
  });

  it('ask again after they were cancelled and resumed, and the old question takes no answer', async () => {
    await join(asking());
    const id = await start('ada');
    await first().access.cancel(ada, id, null);
    await expect(requests().answer(ada, id, 'review-1', APPROVE)).rejects.toMatchObject({
      code: 'request_closed',
    });
    await first().access.resume(ada, id, null);
    await clock.advance(0);
    expect(await get(id)).toMatchObject({ status: 'waiting', request: { id: 'review-2' } });
    expect((await requests().history(ada, id)).map((each) => each.id)).toEqual(['review-1', 'review-2']);
    expect((await get(id)).history.map(({ what, by }) => [what, by])).toEqual([
      ['asked', null],
      ['cancelled', 'ada'],
      ['resumed', 'ada'],
      ['asked', null],
    ]);
  });

  it('have one outcome, however answers, cancel and expiry fall together', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        clock = new FakeClock();
        const bare = openMemoryPersistence(() => clock.now());
        // Every call of the store comes when the schedule says so.
        const { processes } = bare;
        const scheduled = Object.assign(Object.create(processes) as typeof processes, {
          find: (id: ProcessId) => s.schedule(Promise.resolve(), 'find').then(() => processes.find(id)),
          swap: (current: DecisionProcess, next: DecisionProcess) =>
            s.schedule(Promise.resolve(), 'swap').then(() => processes.swap(current, next)),
        });
        store = bare;
        instances = [];
        const instance = await join(asking({ expiresInMs: 5_000 }));
        const id = await start();
        const other = await anInstance({
          ...{ persistence: { ...bare, processes: scheduled }, clock, worker: 'worker-9' },
          engines: [asking()],
        });
        await clock.advance(4_990);
        const racing = [
          other.module.get(Requests).answer(ANYONE, id, 'review-1', APPROVE),
          other.module.get(Requests).answer(ANYONE, id, 'review-1', REJECT),
          clock.advance(20),
        ];
        await s.waitFor(Promise.allSettled(racing));
        await clock.advance(1_000);
        const stored = await processes.find(id);
        const answered = stored?.requests['review-1']?.answer?.outcome ?? null;
        expect([
          ['completed', 'approve'],
          ['completed', 'reject'],
          ['failed', null],
        ]).toContainEqual([stored?.status, answered]);
        outcomes.add(`${stored?.status} ${answered}`);
        const leaving = instance.shutDown();
        await clock.advance(60_000);
        await leaving;
        instances = [];
      }),
      { numRuns: 40, seed: 20_261_126 },
    );
    expect(outcomes.size).toBeGreaterThan(1);
  });

  it.each([
    [{ kind: 'maybe' }, 'kind must be one of'],
    [{ name: 'no blanks' }, 'name must be'],
    [{ title: ' ' }, 'title must be'],
    [{ roles: ['boss'] }, 'roles must be'],
    [{ notBy: 'ada' }, 'notBy must be starter'],
    [{ expiresInMs: 0 }, 'expiresInMs must be'],
    [{ expiryMs: 1 }, 'there is no option expiryMs'],
    [{ options: ['a', 'b'] }, 'options are for a choice'],
    [{ kind: 'choice' }, 'options of a choice'],
    [{ kind: 'choice', options: ['a', 'a'] }, 'different outcomes'],
    [{ kind: 'choice', options: ['a', { outcome: 'b', label: 'B' }] }, 'options[1] has no label'],
    [{ kind: 'choice', options: ['a', ''] }, 'options[1] must be'],
    [{ kind: 'choice', options: ['a', { outcome: 'b', title: 1 }] }, 'options[1].title'],
    [{ kind: 'choice', options: ['a', { outcome: 'b', schema: 1 }] }, 'options[1].schema'],
    [{ kind: 'data' }, 'data takes a schema'],
    [{ schema: 'text' }, 'schema must be an object'],
    [{ schema: { type: 'no such type' } }, 'schema cannot be used'],
    [{ schema: { pattern: '(a+)+$' } }, 'must not use pattern'],
    [{ schema: { $ref: '#' } }, 'must not use $ref'],
    [{ schema: { description: 'x'.repeat(17_000) } }, 'larger than'],
    [{ onExpiry: { outcome: 'approve' } }, 'onExpiry takes expiresInMs'],
    [{ onExpiry: 'approve', expiresInMs: 1 }, 'onExpiry takes an outcome'],
    [{ onExpiry: { outcome: 'maybe' }, expiresInMs: 1 }, 'onExpiry is no answer'],
    [{ evidence: new Map() }, 'question.evidence is a Map'],
    [{ evidence: 'x'.repeat(70_000) }, 'larger than'],
  ])('fail for good when the question is ill-formed, and say why: %#', async (options, fault) => {
    await join(asking(options as Partial<AskOptions>));
    const id = await start();
    const failed = await get(id);
    expect(failed).toMatchObject({ status: 'failed', attempt: 1, error: { code: 'invalid_question' } });
    const { message } = (failed as { error: { message: string } }).error;
    expect(message).toMatch(/^Engine scripted, version 1, step only cannot ask this: /);
    expect(message).toContain(fault);
  });

  it('take data that meet the schema of the outcome, and no others', async () => {
    const schema = {
      type: 'object',
      required: ['name'],
      properties: { name: { enum: ['Alpha', 'Beta'] }, 'a/b': { items: { type: 'number' } } },
    };
    await join(asking({ kind: 'choice', options: ['keep', { outcome: 'change', schema }] }));
    const id = await start();
    const faultsOf = async (given: Partial<CallerAnswer>) => {
      const answer = { ...APPROVE, ...given };
      const error = await requests()
        .answer(ANYONE, id, 'review-1', answer)
        .catch((reason: unknown) => reason);
      return (error as { faults?: readonly { path: string }[] }).faults?.map(({ path }) => path).sort();
    };
    expect(await faultsOf({ outcome: 'maybe' })).toEqual(['outcome']);
    expect(await faultsOf({ outcome: 'keep', data: 1 })).toEqual(['data']);
    expect(await faultsOf({ outcome: 'change' })).toEqual(['data']);
    expect(await faultsOf({ outcome: 'change', data: {} })).toEqual(['data']);
    expect(await faultsOf({ outcome: 'change', data: { name: 'Gamma', 'a/b': [1, 'x'] } })).toEqual([
      'data.a/b[1]',
      'data.name',
    ]);
    expect(await faultsOf({ outcome: 'change', data: { name: 'x'.repeat(20_000) } })).toEqual(['data']);
    const data = { name: 'Beta' };
    await requests().answer(ANYONE, id, 'review-1', { ...APPROVE, outcome: 'change', data });
    await clock.advance(0);
    expect(await get(id)).toMatchObject({ result: { outcome: 'change', data } });
  });

  it('end when a step goes on asking', async () => {
    const engine = scriptedEngine({ only: () => ask(A_QUESTION) });
    await join(engine);
    const id = await start();
    for (let nth = 1; nth <= 50; nth++) {
      await requests().answer(ANYONE, id, `review-${nth}`, APPROVE);
      await clock.advance(0);
    }
    expect(await get(id)).toMatchObject({ status: 'failed', error: { code: 'too_many_requests' } });
  });

  it('fail at their deadline, and the step under way is told to stop', async () => {
    let stopped = false;
    const engine = scriptedEngine({
      only: (context) => untilAborted(context).finally(() => (stopped = true)),
    });
    await join(engine);
    const id = await start(null, { deadline: clock.now() + 3_000 });
    expect(await get(id)).toMatchObject({ status: 'running' });
    await clock.advance(3_010);
    expect(await get(id)).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
    expect(stopped).toBe(true);
    await expect(first().access.resume(ANYONE, id, null)).rejects.toMatchObject({ code: 'deadline_passed' });
    await first().access.resume(ANYONE, id, null, clock.now() + 1_000);
    await clock.advance(10);
    expect(await get(id)).toMatchObject({ status: 'running' });
  });

  it('are begun when they are to be, and not before', async () => {
    const engine = scriptedEngine({ only: () => 'done' });
    await join(engine);
    const id = await start(null, { runAt: clock.now() + 60_000 });
    await clock.advance(59_000);
    expect(await get(id)).toMatchObject({ status: 'pending' });
    await clock.advance(1_100);
    expect(await get(id)).toMatchObject({ status: 'completed' });
  });
});

const A_QUESTION: AskOptions = { name: 'review', kind: 'approval', title: 'Shall we sign?' };
