import { createHash } from 'node:crypto';
import { parseProcessId, type ProcessId } from '../../domain/ids.js';
import { canonicalJson } from '../base/canonical-json.js';
import { freshUuid } from '../base/fresh-uuid.js';

/** What a caller asks to be decided. */
export interface StartRequest {
  readonly query: string;
  readonly engine: string;
  /** As it came; the engine checks it. */
  readonly problem: unknown;
  readonly labels: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | null;
  /** Who asks; `null` where access is not controlled. */
  readonly owner: string | null;
  readonly traceparent: string | null;
  /** Not to be begun before, epoch milliseconds; at once if absent. */
  readonly runAt?: number | undefined;
  /** By when it must be settled, epoch milliseconds; no limit if absent. */
  readonly deadline?: number | undefined;
}

/** What makes two requests the same. */
export interface ProcessIdentity {
  /** The same for the same idempotency key, otherwise a new one. */
  readonly id: ProcessId;
  /** Digest of what is asked for; `null` without an idempotency key. */
  readonly fingerprint: string | null;
}

/** The request as it came, whatever an engine makes of its problem, in this release or another. */
export function identityOf(request: StartRequest): ProcessIdentity {
  const { idempotencyKey: key, owner } = request;
  if (key === null) return { id: processId(freshUuid(Date.now())), fingerprint: null };
  return { id: derivedId(key, owner), fingerprint: fingerprintOf(request) };
}

/** Equal for requests that mean the same, whatever the order of their properties. */
function fingerprintOf({ query, engine, problem, labels, runAt, deadline }: StartRequest): string {
  // What was not asked for is not part of it.
  return sha256(canonicalJson({ query, engine, problem, labels, runAt, deadline })).toString('hex');
}

/**
 * UUID version 8 (RFC 9562 §5.8) of 122 bits of the key's digest: no store of keys is needed to find the process again.
 */
function derivedId(key: string, owner: string | null): ProcessId {
  // Keys of two callers are always different, and guessing the key of another caller finds nothing. No key has a line
  // break.
  const whose = owner === null ? '' : `${owner}\n`;
  const bytes = sha256(`idempotency-key:${whose}${key}`).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return processId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}

function processId(text: string): ProcessId {
  const id = parseProcessId(text);
  if (!id) throw new Error('A generated id is not one.');
  return id;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
