import { createHash } from 'node:crypto';
import type { ProcessError } from '../../domain/decision-process.js';
import { engineErrorKind, problemFaultsOf } from '../../domain/foreign/engine-errors.js';
import { PermanentStepError } from '../../domain/ports/decision-engine.js';
import { cleanText, factsOf, type ThrownFacts } from '../../domain/foreign/thrown.js';
import { MAX_REQUESTS } from '../../domain/waiting/requests.js';
import type { StepFailureReport } from '../base/process-events.js';

/** The engine of this instance has other steps than the process was planned with, under the same version. */
export class UnknownStep extends PermanentStepError {
  constructor() {
    super('unknown_step', 'The engine has no such step at this place.');
    this.name = 'UnknownStep';
  }
}

/** A step that keeps asking makes no progress. */
export class TooManyRequests extends PermanentStepError {
  constructor() {
    super('too_many_requests', `One process may ask ${MAX_REQUESTS} times.`);
    this.name = 'TooManyRequests';
  }
}

const DEFAULT_CODE = 'step_failed';
const NO_WORDS = 'The step failed without saying why.';
const MAX_MESSAGE_LENGTH = 1_000;

/** Whether trying the step again cannot help. */
export function isPermanent(thrown: unknown): boolean {
  const kind = engineErrorKind(thrown);
  return kind === 'permanent' || kind === 'invalid_problem';
}

/**
 * A well-formed report of anything a step throws; never throws itself.
 *
 * Marked errors are meant for callers: their code and message are passed on. So are those of a thrown string or plain
 * object, which the author of the engine wrote. Any other error may come from a driver and have hosts and credentials
 * in its text: that text is for the log only, and callers get a reference to find it by.
 */
export function reportFailure(thrown: unknown, step: string): StepFailureReport {
  const facts = factsOf(thrown);
  const reference = digestOf(facts);
  return { error: { ...publicFacts(thrown, facts, reference), step }, thrown: facts, reference };
}

function publicFacts(
  thrown: unknown,
  facts: ThrownFacts,
  reference: string,
): Pick<ProcessError, 'code' | 'message'> {
  const kind = engineErrorKind(thrown);
  if (kind === 'invalid_problem') return { code: kind, message: faultList(thrown) };
  const code = kind === null ? DEFAULT_CODE : (facts.code ?? DEFAULT_CODE);
  if (facts.message === '') return { code, message: NO_WORDS };
  if (kind === null && facts.isErrorText) {
    return { code, message: `The step failed; the log has the cause under reference ${reference}.` };
  }
  return { code, message: facts.message };
}

function faultList(thrown: unknown): string {
  const faults = problemFaultsOf(thrown).map(({ path, message }) => `${path} ${message}`.trim());
  const list = cleanText(faults.join('; '), MAX_MESSAGE_LENGTH);
  return list === '' ? NO_WORDS : list;
}

/** The same for every failure with the same text, so that a log can be searched for all of them. */
function digestOf({ name, message, frames }: ThrownFacts): string {
  const [origin = ''] = frames;
  return createHash('sha256').update(`${name}\n${message}\n${origin}`, 'utf8').digest('hex').slice(0, 10);
}
