import { NewerSchema, ProcessCorrupted } from '../../domain/errors.js';

/**
 * `null` also for what this version cannot read: the store reports it, and it must not keep other processes from
 * running.
 */
export async function readable<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProcessCorrupted || error instanceof NewerSchema) return null;
    throw error;
  }
}
