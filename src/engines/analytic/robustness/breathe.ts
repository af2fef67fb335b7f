/**
 * Lets other work have its turn, since a large problem takes a while.
 *
 * @throws what the signal fired with
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise(setImmediate);
  signal.throwIfAborted();
}
