import { PermanentStepError, type StepContext } from '../../../decisions/domain/ports/decision-engine.js';
import type { JsonValue } from '../../../decisions/domain/json.js';
import type { Keep } from './smaa-job.js';

const TOO_LARGE = ['kept_too_large', 'output_too_large'];

/**
 * Keeps what may be kept. Where an instance allows less, a value is only computed, and computed again by another
 * attempt.
 */
export function keepingWith(once: StepContext['once']): Keep {
  return async <T extends JsonValue>(name: string, make: () => Promise<T>): Promise<T> => {
    const made: T[] = [];
    try {
      return await once(name, async () => {
        const value = await make();
        made.push(value);
        return value;
      });
    } catch (error) {
      const [value] = made;
      const isTooLarge = error instanceof PermanentStepError && TOO_LARGE.includes(error.code);
      if (value === undefined || !isTooLarge) throw error;
      return value;
    }
  };
}
