import type { DecisionProcess } from '../../domain/decision-process.js';
import { NewerSchema, ProcessCorrupted } from '../../domain/errors.js';
import type { ProcessId } from '../../domain/ids.js';
import type { ProcessRepository } from '../../domain/ports/process.repository.js';

/** `null` for what this version cannot read, too: the store reports it, and it must not keep others from running. */
export async function findReadable(
  processes: ProcessRepository,
  id: ProcessId,
): Promise<DecisionProcess | null> {
  try {
    return await processes.find(id);
  } catch (error) {
    if (error instanceof ProcessCorrupted || error instanceof NewerSchema) return null;
    throw error;
  }
}
