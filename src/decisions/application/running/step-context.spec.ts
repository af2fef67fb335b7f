import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../domain/json.js';
import { Ending } from '../base/ending.js';
import { stepContext } from './step-context.js';

const PROBLEM: JsonObject = { options: ['A', 'B'] };

function aContext() {
  const input = {
    problem: PROBLEM,
    outputs: () => ({ frame: { count: 2 } }),
    answers: () => new Map(),
    key: 'p:score',
    fairnessKey: 'alice',
    kept: { once: () => Promise.reject(new Error('Nothing is kept here.')) },
  };
  return stepContext(input, new Ending());
}

describe('what a step is given', () => {
  it('has ordinary properties, so that it can be spread', () => {
    const spread = { ...aContext(), key: 'another' };
    expect(spread).toMatchObject({ key: 'another', fairnessKey: 'alice', problem: PROBLEM });
    expect(spread).toMatchObject({ outputs: { frame: { count: 2 } }, answers: {} });
    expect(spread.signal.aborted).toBe(false);
  });

  it('is a copy, made once', () => {
    const context = aContext();
    expect(context.problem).not.toBe(PROBLEM);
    expect(context.problem).toBe(context.problem);
    expect(context.outputs.frame).toBe(context.outputs.frame);
  });

  it('may be changed, without any effect on others', () => {
    const context = aContext() as { problem: unknown; outputs: Record<string, unknown> };
    context.problem = 'mine';
    context.outputs.frame = 'mine';
    expect(context).toMatchObject({ problem: 'mine', outputs: { frame: 'mine' } });
    expect(aContext()).toMatchObject({ problem: PROBLEM, outputs: { frame: { count: 2 } } });
  });

  it('may be wrapped', () => {
    const context = aContext();
    for (const wrapped of [new Proxy(context, {}), Object.create(context) as typeof context]) {
      expect(wrapped.problem).toEqual(PROBLEM);
      expect(new Proxy(wrapped.outputs, {}).frame).toEqual({ count: 2 });
    }
  });

  it('has no function of its own for a property not read yet: its hidden class would keep that alive', () => {
    const [one, other] = [aContext(), aContext()].map(lazyMembers);
    expect(one).toEqual(other);
    expect(Object.keys(one ?? {})).toEqual(['problem', 'outputs', 'answers', 'signal', 'frame']);
  });
});

/** The members that are not made yet, of a context and of its outputs. */
function lazyMembers(context: object): Record<string, PropertyDescriptor> {
  const own = Object.getOwnPropertyDescriptors(context);
  const outputs = Object.getOwnPropertyDescriptors((context as { outputs: object }).outputs);
  return Object.fromEntries(
    Object.entries({ ...own, ...outputs }).filter(([, descriptor]) => 'get' in descriptor),
  );
}
