declare const brand: unique symbol;

/** A UUID (RFC 9562): version 7 when drawn at start, version 8 when derived from an idempotency key. */
export type ProcessId = string & { readonly [brand]: 'ProcessId' };

/** Names one running instance; never reused by another. */
export type WorkerId = string & { readonly [brand]: 'WorkerId' };

/** What a process id looks like. */
export const PROCESS_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const WORKER_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** The only way for a string from outside to become an id; `null` if it is not one. */
export function parseProcessId(text: string): ProcessId | null {
  return text.length === 36 && PROCESS_ID.test(text) ? (text as ProcessId) : null;
}

/** A worker id from a text; `null` if it is not one. */
export function parseWorkerId(text: string): WorkerId | null {
  return WORKER_ID.test(text) ? (text as WorkerId) : null;
}
