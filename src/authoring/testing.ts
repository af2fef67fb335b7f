import { isDeepStrictEqual } from 'node:util';
import { parseProblem } from '../decisions/application/base/parse-problem.js';
import type { ProcessError } from '../decisions/domain/decision-process.js';
import { engineFaults } from '../decisions/domain/foreign/engine-faults.js';
import type { JsonObject, JsonValue } from '../decisions/domain/json.js';
import type { DecisionEngine } from '../decisions/domain/ports/decision-engine.js';
import { type TrialLimits, TrialRun } from './trial-run.js';

/**
 * The limits of the trial; those of a server if absent. `patienceMs` is real time: a step that has not answered by then
 * is assumed to use all the time it has.
 */
export type TrialOptions = Partial<TrialLimits>;

const DEFAULTS: TrialLimits = {
  crashDuring: [],
  maxAttempts: 5,
  stepTimeoutMs: 60_000,
  maxOutputBytes: 4 * 1024 * 1024,
  patienceMs: 1_000,
  answers: {},
};

/** How a trial ended. */
export interface TrialOutcome {
  readonly status: 'completed' | 'failed';
  /** The output of the last step; `null` if the process failed. */
  readonly result: JsonValue;
  /** What callers would be told; `null` if the process completed. */
  readonly error: ProcessError | null;
  /** Outputs of the finished steps, by name. */
  readonly outputs: JsonObject;
  /** How many attempts each step took, by name. */
  readonly attempts: Readonly<Record<string, number>>;
  /** The problem as `parse` made it. */
  readonly problem: JsonValue;
  /** How long it would have taken by the clock of the trial: the waits between attempts and the timeouts. */
  readonly elapsedMs: number;
}

/**
 * Runs an engine on a problem to the end, on a clock of its own, so that the waits between attempts take no time. With
 * `crashDuring` a step is run again after it has done its work: the outcome should be the same, and whatever the step
 * calls should have been called with the same key.
 *
 * @throws Error for an engine that a server would not load, or whose `parse` changes what it has answered before
 * @throws InvalidProblem if the engine refuses the problem
 */
export async function runEngine(
  engine: DecisionEngine,
  problem: unknown,
  options: TrialOptions = {},
): Promise<TrialOutcome> {
  const faults = engineFaults(engine, 0);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const parsed = parseProblem(engine, problem);
  if (!isDeepStrictEqual(parseProblem(engine, parsed), parsed)) {
    throw new Error('parse(parse(x)) differs from parse(x): a stored problem would change with each run');
  }
  const run = new TrialRun(engine, parsed, { ...DEFAULTS, ...options });
  const error = await run.untilEnd();
  const { outputs, attempts, elapsedMs } = run;
  const result = error === null ? (outputs[engine.steps.at(-1)?.name ?? ''] ?? null) : null;
  const status = error === null ? 'completed' : 'failed';
  return { status, result, error, outputs, attempts, problem: parsed, elapsedMs };
}
