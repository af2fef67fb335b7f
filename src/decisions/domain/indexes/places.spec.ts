import { describe, expect, it } from '@jest/globals';
import {
  aFailedProcess,
  aPendingProcess,
  aProcessThatLost,
  aRunningProcess,
  aWorkerId,
  CREATED,
} from '../../../../test/support/a-process.js';
import { aWaitingProcess, type WaitingSketch } from '../../../../test/support/a-waiting-process.js';
import { oneOfEach } from '../../../../test/support/one-of-each.js';
import {
  dueIndex,
  FIXED_INDEXES,
  inboxesOf,
  indexNamed,
  kindOfIndex,
  statusIndex,
  workerIndex,
} from './index-names.js';
import { NEVER, placesOf, staysInPlace } from './places.js';
import { isSettled, PROCESS_STATUSES, STATUS } from '../process-status.js';
import { engineOf, queueFor, suspectsOf } from './queues.js';

/** Where only some processes stand. */
const TIMED = /^(timers|requests:.*)$/;

describe('the places of a process', () => {
  it.each(oneOfEach({ createdAt: CREATED + 5 }))(
    'are the index of its status, and the one of what comes next: $status',
    (process) => {
      const [first, second, ...more] = placesOf(process).filter(({ index }) => !TIMED.test(index));
      expect(first).toEqual({ index: statusIndex(process.status), score: process.createdAt });
      const next = {
        pending: process.status === 'pending' && { index: 'due:analytic@1', score: process.runAt },
        running: process.status === 'running' && {
          index: workerIndex(process.worker),
          score: process.createdAt,
        },
        waiting: process.status === 'waiting' && {
          index: 'requests',
          score: process.request.expiresAt ?? NEVER,
        },
        settled: isSettled(process) && { index: 'settled', score: process.completedAt },
      };
      expect(Object.values(next)).toContainEqual(second);
      expect(more).toEqual([]);
    },
  );

  it('are also the lists by owner, by label, and by both, each apart from every other', () => {
    const labels = { 'a=b': 'c', a: 'b=c', team: 'x:y' };
    const names = placesOf(aPendingProcess({ owner: 'o:p', labels })).map(({ index }) => index);
    expect(names.slice(2)).toEqual([
      'owner:pending:o:p',
      'label:pending:a%3db=c',
      'label:pending:a=b=c',
      'label:pending:team=x:y',
      'label:pending:o%3ap:a%3db=c',
      'label:pending:o%3ap:a=b=c',
      'label:pending:o%3ap:team=x:y',
    ]);
    for (const name of names) expect(indexNamed(name)).toBe(name);
    for (const name of ['label:pending:', 'label:undead:a=b', 'label:pending:a', 'owner:pending:'])
      expect(indexNamed(name)).toBeNull();
    expect(names.slice(2).map(kindOfIndex)).toEqual(['owner', ...Array.from({ length: 6 }, () => 'label')]);
  });

  it('are indexes that are known by their names', () => {
    const worker = workerIndex(aWorkerId());
    const queues = [queueFor('a', 1), suspectsOf('my engine@2', 12)].map(dueIndex);
    for (const index of [...FIXED_INDEXES, worker, ...queues]) expect(indexNamed(index)).toBe(index);
    for (const name of [
      '',
      'due',
      'due:',
      'due:a',
      'due:@1',
      'due:a@x',
      'status:',
      'status:undead',
      'worker:',
      'worker:a b',
      'process:1',
    ])
      expect(indexNamed(name)).toBeNull();
  });

  it('are also the list of what happens by itself, with a deadline or a question that expires', () => {
    const deadline = CREATED + 1_000;
    const timer = { index: 'timers', score: deadline };
    expect(placesOf(aPendingProcess({ deadline }))).toContainEqual(timer);
    expect(placesOf(aRunningProcess({ deadline }))).toContainEqual(timer);
    expect(placesOf(aWaitingProcess({ deadline }))).toContainEqual(timer);
    const sooner = { deadline, question: { expiresInMs: 10 } };
    expect(placesOf(aWaitingProcess(sooner))).toContainEqual({ index: 'timers', score: CREATED + 10 });
    const later = { question: { expiresInMs: 10 } };
    expect(placesOf(aWaitingProcess(later))).toContainEqual({ index: 'timers', score: CREATED + 10 });
    for (const process of [aFailedProcess({ deadline }), aPendingProcess(), aWaitingProcess()])
      expect(placesOf(process).map(({ index }) => index)).not.toContain('timers');
  });

  it('are also the lists of all who may answer', () => {
    const indexes = (sketch: WaitingSketch) => placesOf(aWaitingProcess(sketch)).map(({ index }) => index);
    expect(indexes({ owner: 'o:p' })).toEqual(
      expect.arrayContaining(['requests', 'requests:review', 'requests:owner:o:p']),
    );
    expect(indexes({ question: { roles: ['write'] } })).not.toContain('requests:review');
    for (const name of ['requests', 'requests:review', 'requests:owner:o:p'])
      expect(indexNamed(name)).toBe(name);
    for (const name of ['requests:owner:', 'requests:', 'timers:']) expect(indexNamed(name)).toBeNull();
    expect(kindOfIndex('requests:owner:o:p')).toBe('requests');
    expect(inboxesOf()).toEqual(['requests']);
    expect(inboxesOf({ owner: 'ada', reviews: false })).toEqual(['requests:owner:ada']);
    expect(inboxesOf({ owner: 'ada', reviews: true })).toEqual(['requests:owner:ada', 'requests:review']);
  });

  it('are apart for what may kill its worker, and tell which engine it takes', () => {
    expect(placesOf(aProcessThatLost(2))[1]?.index).toBe('due:analytic@1:suspects');
    expect(engineOf(suspectsOf('my engine@2', 12))).toEqual({ engine: 'my engine@2', version: 12 });
  });

  it('are called by few names together', () => {
    expect(FIXED_INDEXES.map(kindOfIndex)).toEqual([
      ...PROCESS_STATUSES,
      'settled',
      'timers',
      ...['requests', 'requests'],
    ]);
    expect(kindOfIndex(dueIndex(queueFor('analytic', 1)))).toBe('due');
    expect(kindOfIndex(workerIndex(aWorkerId()))).toBe('worker');
    expect(kindOfIndex('quarantine')).toBe('quarantine');
  });

  it('has an index for every status', () => {
    const all = FIXED_INDEXES.filter((index) => index.startsWith('status:'));
    expect(all).toEqual(Object.keys(STATUS).map((status) => `status:${status}`));
    expect(all).toContain(placesOf(aPendingProcess())[0]?.index);
  });
});

describe(staysInPlace.name, () => {
  const worker = aWorkerId();
  const labels = { region: 'eu' };
  const running = aRunningProcess({ worker, labels, owner: 'ann', deadline: CREATED + 9 });

  it('knows of a step that is stored', () => {
    const next = { ...running, revision: running.revision + 1, updatedAt: running.updatedAt + 5 };
    expect(staysInPlace(running, next)).toBe(true);
    expect(placesOf(next)).toEqual(placesOf(running));
  });

  it.each([
    { worker: aWorkerId() },
    { labels: { region: 'us' } },
    { owner: 'bob' },
    { owner: null },
    { deadline: null },
    { createdAt: CREATED + 1 },
  ])('does not know of a process that differs in what its places are made of', (difference) => {
    const next = { ...running, ...difference };
    expect(placesOf(next)).not.toEqual(placesOf(running));
    expect(staysInPlace(running, next)).toBe(false);
  });

  it('does not know of a process that changes its status, or does not run', () => {
    const others = oneOfEach({ createdAt: running.createdAt }).filter(({ status }) => status !== 'running');
    for (const other of others) {
      expect(staysInPlace(running, other)).toBe(false);
      expect(staysInPlace(other, running)).toBe(false);
      expect(staysInPlace(other, other)).toBe(false);
    }
  });
});
