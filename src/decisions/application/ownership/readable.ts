import { NewerSchema, ProcessCorrupted } from '../../domain/errors.js';

/** `null` for what this version cannot read, too: the store reports it, and it must not keep others from running. */
export async function readable<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProcessCorrupted || error instanceof NewerSchema) return null;
    throw error;
  }
}
