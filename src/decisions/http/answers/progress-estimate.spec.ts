import { beforeEach, describe, expect, it } from '@jest/globals';
import { aCompletedProcess, aPendingProcess, aRunningProcess } from '../../../../test/support/a-process.js';
import { FakeClock } from '../../../../test/support/fake-clock.js';
import { summaryOf } from '../../domain/process-summary.js';
import { ProcessEvents } from '../../application/base/process-events.js';
import { ProgressEstimate } from './progress-estimate.js';

describe('ProgressEstimate', () => {
  let clock: FakeClock;
  let events: ProcessEvents;
  let estimate: ProgressEstimate;

  beforeEach(() => {
    clock = new FakeClock();
    events = new ProcessEvents();
    estimate = new ProgressEstimate(clock, events);
  });

  const running = (outputs: string[] = []) => aRunningProcess({ createdAt: clock.now(), outputs });

  function observe(step: string, tookMs: number): void {
    events.emit({ type: 'step_completed', process: running(), step, tookMs });
  }

  it('says to come back soon as long as it knows nothing', () => {
    expect(estimate.retryAfterS(summaryOf(running()))).toBe(1);
  });

  it('adds up the steps that are left', () => {
    observe('frame', 2_000);
    observe('score', 3_000);
    observe('recommend', 4_000);
    expect(estimate.retryAfterS(summaryOf(running()))).toBe(9);
    expect(estimate.retryAfterS(summaryOf(running(['framed'])))).toBe(7);
    expect(estimate.retryAfterS(summaryOf(running(['framed', 'scored'])))).toBe(4);
  });

  it('takes off what the current step has had', async () => {
    observe('frame', 5_000);
    const process = running();
    await clock.advance(3_000);
    expect(estimate.retryAfterS(summaryOf(process))).toBe(2);
    await clock.advance(60_000);
    expect(estimate.retryAfterS(summaryOf(process))).toBe(1);
  });

  it('follows a step that becomes slower, little by little', () => {
    observe('frame', 1_000);
    observe('frame', 11_000);
    expect(estimate.retryAfterS(summaryOf(running()))).toBe(3);
  });

  it('counts the wait of a process that has not begun', () => {
    const later = aPendingProcess({ createdAt: clock.now(), runAt: clock.now() + 12_000 });
    expect(estimate.retryAfterS(summaryOf(later))).toBe(12);
    events.emit({ type: 'begun', process: running(), waitedMs: 20_000 });
    expect(estimate.retryAfterS(summaryOf(aPendingProcess({ createdAt: clock.now() })))).toBe(4);
  });

  it('never says more than half a minute', () => {
    observe('frame', 3_600_000);
    expect(estimate.retryAfterS(summaryOf(running()))).toBe(30);
  });

  it('keeps the steps of other engines and versions apart', () => {
    observe('frame', 9_000);
    expect(
      estimate.retryAfterS(summaryOf(aRunningProcess({ createdAt: clock.now(), engineVersion: 2 }))),
    ).toBe(1);
    expect(estimate.retryAfterS(summaryOf(aCompletedProcess({ createdAt: clock.now() })))).toBe(1);
  });
});
