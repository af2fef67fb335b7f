import { describe, expect, it } from '@jest/globals';
import { planFor, plannedSteps } from './plan.js';
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

describe(plannedSteps.name, () => {
  const named = (plan: string[]) => plannedSteps(ENGINE, { plan })?.map(({ name }) => name) ?? null;

  it('are those of the plan, whatever was left out', () => {
    expect(named(['first', 'only-some', 'last'])).toEqual(['first', 'only-some', 'last']);
    expect(named(['first', 'last'])).toEqual(['first', 'last']);
  });

  it('are none where the engine has other steps, or in another order', () => {
    expect(named(['first', 'gone'])).toBeNull();
    expect(named(['last', 'first'])).toBeNull();
  });
});
