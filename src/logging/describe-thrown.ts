import type { DecisionProcess } from '../decisions/domain/decision-process.js';
import type { ThrownFacts } from '../decisions/domain/foreign/thrown.js';
import { withoutCredentials } from './without-credentials.js';
import { withoutPayload } from './without-payload.js';

/**
 * What a log says about what a step threw: including its message, but without credentials and without anything users
 * sent.
 */
export interface ThrownDescription {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly frames?: readonly string[];
  readonly cause?: ThrownDescription;
}

/** What a log says about anything that a step threw. */
export function describeThrown(thrown: ThrownFacts, process: DecisionProcess): ThrownDescription {
  const { name, message, code, frames, cause } = thrown;
  const said = (text: string) => withoutCredentials(withoutPayload(text, process));
  return {
    type: name,
    message: said(message),
    ...(code === null ? {} : { code: said(code) }),
    ...(frames.length === 0 ? {} : { frames }),
    ...(cause === null ? {} : { cause: describeThrown(cause, process) }),
  };
}
