import { describe, expect, it } from '@jest/globals';
import type { HttpSettings } from '../http-settings.js';
import { AnswersInFlight } from './answers-in-flight.js';

const settings = { inFlightBytes: 100, callerShareBytes: 40 } as HttpSettings;
const bytes = (length: number) => Buffer.alloc(length);

describe('answers on their way', () => {
  it('are limited for one caller and for all', () => {
    const inFlight = new AnswersInFlight(settings);
    const [first, large] = [bytes(30), bytes(70)];
    expect(inFlight.take(first, 'ada')).toBeNull();
    expect(inFlight.take(bytes(11), 'ada')).toBe('share');
    expect(inFlight.take(bytes(10), 'ada')).toBeNull();
    // One always has room of one's own, however large it is.
    expect(inFlight.take(large, 'bob')).toBe('all');
    expect(inFlight.take(bytes(60), 'bob')).toBeNull();
    inFlight.release(first, 'ada');
    expect(inFlight.take(bytes(30), 'ada')).toBeNull();
  });

  it('count once for a caller who is sent the same many times', () => {
    const inFlight = new AnswersInFlight(settings);
    const shared = bytes(40);
    for (const caller of ['ada', 'ada', 'bob', null]) expect(inFlight.take(shared, caller)).toBeNull();
    expect(inFlight.take(bytes(60), null)).toBeNull();
    inFlight.release(shared, 'ada');
    expect(inFlight.take(bytes(1), 'ada')).toBe('share');
    inFlight.release(shared, 'ada');
    // The others are still being sent it.
    expect(inFlight.take(bytes(1), 'ada')).toBe('all');
    inFlight.release(shared, 'bob');
    inFlight.release(shared, null);
    expect(inFlight.take(bytes(40), 'ada')).toBeNull();
  });
});
