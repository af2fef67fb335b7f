import { ENGINE_ERROR, type ProblemFault } from '../ports/decision-engine.js';
import { cleanText, factsOf, read } from './thrown.js';

/** How an error of an engine is marked; `null` for everything else that is thrown. Never throws. */
export type EngineErrorKind = 'invalid_problem' | 'permanent' | 'retryable';

const KINDS = new Set<unknown>(['invalid_problem', 'permanent', 'retryable'] satisfies EngineErrorKind[]);
const MAX_FAULTS = 100;
const MAX_TEXT_LENGTH = 1_000;

/** How an error of an engine is marked; `null` for one without a mark. Never throws. */
export function engineErrorKind(thrown: unknown): EngineErrorKind | null {
  const kind = read(thrown, ENGINE_ERROR);
  return KINDS.has(kind) ? (kind as EngineErrorKind) : null;
}

/**
 * The faults that an error marked as `invalid_problem` names, as text of limited length; at least one. Never throws.
 */
export function problemFaultsOf(thrown: unknown): readonly ProblemFault[] {
  const listed = itemsOf(read(thrown, 'faults'));
  if (listed.length > 0) return listed.map(faultOf);
  return [{ path: '', message: factsOf(thrown).message || 'is nothing the engine can work on' }];
}

function itemsOf(faults: unknown): unknown[] {
  try {
    return Array.isArray(faults) ? [...(faults.slice(0, MAX_FAULTS) as unknown[])] : [];
  } catch {
    return [];
  }
}

function faultOf(fault: unknown): ProblemFault {
  const path = read(fault, 'path');
  const { message } = factsOf(fault);
  return {
    path: typeof path === 'string' ? cleanText(path, MAX_TEXT_LENGTH) : '',
    message: message || 'is invalid',
  };
}
