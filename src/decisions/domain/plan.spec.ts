import { describe, expect, it } from '@jest/globals';
import { planFor, plannedStep } from './plan.js';
import type { DecisionEngine } from './ports/decision-engine.js';

const ENGINE: DecisionEngine = {
  name: 'test',
  version: 1,
  steps: [
    { name: 'first', run: () => null },
    { name: 'only-some', appliesTo: (problem) => problem === 'some', run: () => null },
    { name: 'last', run: () => null },
  ],
  parse: () => null,
};

describe(planFor.name, () => {
  it('has the steps that apply to the problem, in their order', () => {
    expect(planFor(ENGINE, 'some')).toEqual(['first', 'only-some', 'last']);
    expect(planFor(ENGINE, 'others')).toEqual(['first', 'last']);
  });
});

describe(plannedStep.name, () => {
  const at = (plan: string[], finished: number) =>
    plannedStep(ENGINE, { plan, finished: new Array(finished).fill({}) })?.name ?? null;

  it('is the one after those that are finished, whatever was left out', () => {
    expect(at(['first', 'only-some', 'last'], 1)).toBe('only-some');
    expect(at(['first', 'last'], 1)).toBe('last');
    expect(at(['first', 'last'], 2)).toBeNull();
  });

  it('is none where the engine has other steps, or in another order', () => {
    expect(at(['first', 'gone'], 0)).toBeNull();
    expect(at(['last', 'first'], 0)).toBeNull();
  });
});
