import type { StepContext } from '../../src/decisions/domain/ports/decision-engine.js';

/** `once` for a step that is run alone: nothing was kept before, and nothing is kept. */
export const makesAnew: StepContext['once'] = async (name, make) => make(`test:${name}`);
