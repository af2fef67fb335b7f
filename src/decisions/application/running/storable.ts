import type { JsonValue } from '../../domain/json.js';
import { jsonCopy, NotJson, TooLarge } from '../../domain/foreign/json-copy.js';
import { PermanentStepError } from '../../domain/ports/decision-engine.js';
import { quiet } from '../../domain/foreign/quiet.js';

/**
 * What is stored of an output: a copy that equals what any store returns.
 *
 * @throws PermanentStepError
 */
export function storable(output: unknown, maxBytes: number): JsonValue {
  try {
    const copy = jsonCopy(output, { root: 'output', maxBytes });
    if (Buffer.byteLength(JSON.stringify(copy)) > maxBytes) throw new TooLarge(maxBytes);
    return copy;
  } catch (cause) {
    quiet(output);
    throw refusal(output, cause);
  }
}

function refusal(output: unknown, cause: unknown): PermanentStepError {
  if (cause instanceof TooLarge) {
    const text = `The output of the step is larger than ${cause.maxBytes} bytes.`;
    return new PermanentStepError('output_too_large', text, { cause });
  }
  const hint = output === undefined ? '; a step without an output returns null' : '';
  const fault = cause instanceof NotJson ? cause.message : 'output cannot be read';
  return new PermanentStepError('invalid_output', `${fault}${hint}.`, { cause });
}
