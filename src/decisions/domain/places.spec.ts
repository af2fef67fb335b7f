import { describe, expect, it } from '@jest/globals';
import {
  aPendingProcess,
  aProcessThatLost,
  aWorkerId,
  CREATED,
  oneOfEach,
} from '../../../test/support/a-process.js';
import {
  dueIndex,
  FIXED_INDEXES,
  indexNamed,
  kindOfIndex,
  placesOf,
  statusIndex,
  workerIndex,
} from './places.js';
import { isSettled, PROCESS_STATUSES, STATUS } from './process-status.js';
import { engineOf, queueFor, suspectsOf } from './queues.js';

describe('the places of a process', () => {
  it.each(oneOfEach({ createdAt: CREATED + 5 }))(
    'are the index of its status, and the one of what comes next: $status',
    (process) => {
      const [first, second, ...more] = placesOf(process);
      expect(first).toEqual({ index: statusIndex(process.status), score: process.createdAt });
      const next = {
        pending: process.status === 'pending' && { index: 'due:analytic@1', score: process.runAt },
        running: process.status === 'running' && {
          index: workerIndex(process.worker),
          score: process.createdAt,
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

  it('are apart for what may kill its worker, and tell which engine it takes', () => {
    expect(placesOf(aProcessThatLost(2))[1]?.index).toBe('due:analytic@1:suspects');
    expect(engineOf(suspectsOf('my engine@2', 12))).toEqual({ engine: 'my engine@2', version: 12 });
  });

  it('are called by few names together', () => {
    expect(FIXED_INDEXES.map(kindOfIndex)).toEqual([...PROCESS_STATUSES, 'settled']);
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
