/**
 * What the author of an engine needs: `import { PermanentStepError } from 'decision-backend/engine'`.
 *
 * An engine may also be bundled with its own copy of this module: errors are recognized by a mark, not by their class.
 */
export {
  type DecisionEngine,
  type DecisionStep,
  InvalidProblem,
  PermanentStepError,
  type ProblemFault,
  RetryableStepError,
  type StepContext,
  type StepResult,
} from '../decisions/domain/ports/decision-engine.js';
export {
  ask,
  type Asked,
  type AskOption,
  type AskOptions,
  type GivenAnswer,
} from '../decisions/domain/ports/ask.js';
export type { JsonObject, JsonValue } from '../decisions/domain/json.js';
