/**
 * Lets other work have its turn, because a large problem takes a while.
 *
 * @throws the reason of the signal that fired
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise(setImmediate);
  signal.throwIfAborted();
}
