import type { JsonObject, JsonValue } from '../../src/decisions/domain/json.js';
import { analyticEngine } from '../../src/engines/analytic/analytic-engine.js';
import type { AnalyticResult } from '../../src/engines/analytic/report/findings/result.js';
import { sampleInPlace } from './smaa-in-place.js';
import { makesAnew } from './made-anew.js';

/**
 * Runs all steps as a worker would, with every output taking the way through text that storage takes. Fails when a
 * number in an output is not finite: text would make it null.
 */
export async function decide(problem: unknown): Promise<AnalyticResult> {
  const engine = analyticEngine(sampleInPlace);
  const parsed = engine.parse(problem);
  const { signal } = new AbortController();
  let outputs: JsonObject = {};
  let last: JsonValue = null;
  for (const step of engine.steps) {
    const output = await step.run({
      problem: parsed,
      outputs,
      signal,
      key: `test:${step.name}`,
      fairnessKey: 'test',
      answers: {},
      once: makesAnew,
    });
    last = JSON.parse(JSON.stringify(output, finite)) as JsonValue;
    outputs = { ...outputs, [step.name]: last };
  }
  return last as AnalyticResult;
}

function finite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${key} is ${value}`);
  return value;
}
