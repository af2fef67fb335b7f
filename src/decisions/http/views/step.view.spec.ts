import { describe, expect, it } from '@jest/globals';
import {
  aCancelledProcess,
  aFailedProcess,
  aPendingProcess,
  aRetryingProcess,
  aRunningProcess,
  CREATED,
} from '../../../../test/support/a-process.js';
import { cancel, isRejection } from '../../domain/transitions.js';
import { stepViews } from './step.view.js';
import { toTime } from './time.js';

const BEGUN = CREATED + 1_000;
const ENDED = BEGUN + 250;

describe('the steps of a status', () => {
  it('tell of a failed step when it began and ended', () => {
    const [framed, failed, unreached] = stepViews({
      ...aFailedProcess({ at: BEGUN, outputs: ['framed'] }),
      completedAt: ENDED,
    });
    expect(framed).toMatchObject({ status: 'completed' });
    expect(failed).toEqual({
      name: 'score',
      status: 'failed',
      started_at: toTime(BEGUN),
      completed_at: toTime(ENDED),
      duration_ms: 250,
      attempts: 1,
    });
    expect(unreached).toMatchObject({ status: 'pending', started_at: null, completed_at: null, attempts: 0 });
  });

  it('tell of a cancelled step when it began and ended', () => {
    const [cancelled] = stepViews({ ...aCancelledProcess({ at: BEGUN }), completedAt: ENDED });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      started_at: toTime(BEGUN),
      completed_at: toTime(ENDED),
      duration_ms: 250,
    });
  });

  it('tell of no times where a process was cancelled before it was begun', () => {
    const process = cancel(aPendingProcess(), ENDED);
    if (isRejection(process)) throw new Error('A pending process was not cancelled.');
    expect(stepViews(process)[0]).toMatchObject({
      status: 'cancelled',
      started_at: null,
      completed_at: null,
      duration_ms: null,
      attempts: 0,
    });
  });

  it.each([aRunningProcess({ at: BEGUN }), aRetryingProcess({ at: BEGUN })])(
    'tell when a step that is not over was last begun: $status',
    (process) => {
      expect(stepViews({ ...process, updatedAt: ENDED })[0]).toMatchObject({
        status: process.status,
        started_at: toTime(BEGUN),
        completed_at: null,
        attempts: 1,
      });
    },
  );
});
