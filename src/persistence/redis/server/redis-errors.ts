import { StoreUnavailable } from '../../../decisions/domain/errors.js';
import { type RefusalKind, StoreRefused } from '../../store-refused.js';

/** The store answered what it never should: this software is at fault, or another program that writes into its keys. */
export class RedisFault extends Error {
  readonly code = 'store_fault';

  constructor(
    /** A fixed word, e.g. `wrong_type`. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The process store failed (${reason}).`, options);
    this.name = 'RedisFault';
  }
}

interface ErrorClass {
  /** The driver's or the server's text. */
  readonly pattern: RegExp;
  readonly reason: string;
  /** What it means while opening. */
  readonly refusal: RefusalKind;
  /**
   * What it means later: `unavailable` and `refused` end by themselves, a `fault` does not. A `refused` command was not
   * carried out; for the others this is not known.
   */
  readonly later: 'refused' | 'unavailable' | 'fault';
}

/** The user of the store may not do what the store needs. */
export const MISSING_RIGHT = 'missing_right';

/** Every error of the driver and of the server that is distinguished. The first match counts. */
const ERROR_CLASSES: readonly ErrorClass[] = [
  refused(/^READONLY|can't write against a read only/i, 'read_only', 'misconfigured'),
  refused(/^NOREPLICAS/, 'no_replicas', 'misconfigured'),
  refused(/^MISCONF/, 'write_refused', 'misconfigured'),
  refused(/^OOM|OOM command not allowed/, 'store_full', 'misconfigured'),
  refused(/^LOADING|Redis is loading/, 'loading', 'unreachable'),
  refused(/^BUSY/, 'busy', 'unreachable'),
  refused(/^MASTERDOWN/, 'master_down', 'unreachable'),
  refused(/^CLUSTERDOWN\b/, 'cluster_down', 'unreachable'),
  unavailable(/^(TRYAGAIN|MOVED|ASK)\b/, 'cluster_down', 'unreachable'),
  unavailable(
    /Cluster redirections|startup nodes|slots cache|Cluster isn't ready/i,
    'cluster_down',
    'unreachable',
  ),
  unavailable(/max(imum)? number of clients/, 'too_many_clients', 'unreachable'),
  unavailable(/^(NOAUTH|WRONGPASS)|invalid password|AUTH <password> called/i, 'access_denied', 'credentials'),
  unavailable(/^NOPERM|^NOPERMS|user executing the script can't/, MISSING_RIGHT, 'rights'),
  unavailable(/timed? ?out/i, 'timeout', 'unreachable'),
  unavailable(
    /Connection is closed|Stream isn't writeable|max retries per request|aborted due to connection|manually closed/i,
    ...(['disconnected', 'unreachable'] as const),
  ),
  unavailable(/\bECONNREFUSED\b/, 'connection_refused', 'unreachable'),
  unavailable(/\b(ENOTFOUND|EAI_AGAIN)\b/, 'host_not_found', 'unreachable'),
  unavailable(/\b(EHOSTUNREACH|ENETUNREACH|ENETDOWN)\b/, 'host_unreachable', 'unreachable'),
  unavailable(
    /\b(ECONNRESET|EPIPE|ECONNABORTED|ENOENT|EMFILE)\b/,
    ...(['disconnected', 'unreachable'] as const),
  ),
  unavailable(/All sentinels are unreachable|failed to connect to sentinel/i, 'disconnected', 'unreachable'),
  unavailable(/socket disconnected|socket hang up|ended by the other party/i, 'disconnected', 'unreachable'),
  unavailable(/altname/i, 'certificate_of_another_host', 'misconfigured'),
  unavailable(/certificate.*(expired|not yet valid)/i, 'certificate_out_of_date', 'misconfigured'),
  unavailable(/certificate/i, 'certificate_not_trusted', 'misconfigured'),
  unavailable(/\bTLS\b|\bSSL\b|\bEPROTO\b/i, 'tls', 'misconfigured'),
  fault(/^WRONGTYPE/, 'wrong_type'),
  fault(/^CROSSSLOT|non local key|undeclared key/, 'undeclared_key'),
  fault(/unknown (sub)?command/i, 'unknown_command'),
  fault(/Protocol error/i, 'no_redis'),
];

const UNKNOWN = fault(/^/, 'unexpected_reply');

/** What else is known when a call fails. */
export interface CallContext {
  /** Why there is no connection, as far as the driver said so. */
  readonly connectionError?: unknown;
  /** A connection ended while the call was in progress. */
  readonly wasInterrupted?: boolean;
}

/** What a failed call means to the callers of the store. Nothing of the call or of the server's text is passed on. */
export function storeError(error: unknown, context: CallContext = {}): StoreUnavailable | RedisFault {
  if (error instanceof StoreUnavailable || error instanceof RedisFault) return error;
  const own = classOf(error);
  if (own.later === 'fault') return new RedisFault(own.reason, { cause: sanitized(error) });
  // If a command could not be sent, only the connection knows why.
  const isBehind = own.reason === 'disconnected' && classOf(context.connectionError) !== UNKNOWN;
  const cause = isBehind ? context.connectionError : error;
  const { reason, later } = classOf(cause);
  const isRefusal = later === 'refused' && (!isBehind || isUnsent(error)) && context.wasInterrupted !== true;
  const detail = reason === MISSING_RIGHT ? rightIn(cause) : undefined;
  return new StoreUnavailable(reason, { isRefusal, detail, cause: sanitized(cause) });
}

function isUnsent(error: unknown): boolean {
  return textsOf(error).some((text) => text.includes('enableOfflineQueue'));
}

/** What a failure while opening means for the choice of the store. */
export function openingError(error: unknown): StoreRefused {
  if (error instanceof StoreRefused) return error;
  if (error instanceof StoreUnavailable && error.reason === MISSING_RIGHT)
    return refusalFor('rights', error.detail ?? error.reason, error.cause);
  if (error instanceof StoreUnavailable || error instanceof RedisFault) return openingError(error.cause);
  const { reason, refusal } = classOf(error);
  return refusalFor(refusal, rightIn(error) ?? reason, error);
}

/** Whether there was no answer in time, which a slow server may still give. */
export function isLate({ kind, cause }: StoreRefused): boolean {
  return kind === 'unreachable' && classOf(cause).reason === 'timeout';
}

function refusalFor(refusal: RefusalKind, detail: string, error: unknown): StoreRefused {
  return new StoreRefused(refusal, `${SENTENCES[refusal]} (${detail}).`, {
    cause: sanitized(error),
  });
}

const SENTENCES: Readonly<Record<RefusalKind, string>> = {
  unreachable: 'Redis is not reachable',
  credentials: 'Redis refuses the user or the password',
  rights: 'Redis denies the user a right that is needed',
  misconfigured: 'Redis cannot be used as it is configured',
};

function unavailable(pattern: RegExp, reason: string, refusal: RefusalKind): ErrorClass {
  return { pattern, reason, refusal, later: 'unavailable' };
}

function refused(pattern: RegExp, reason: string, refusal: RefusalKind): ErrorClass {
  return { pattern, reason, refusal, later: 'refused' };
}

function fault(pattern: RegExp, reason: string): ErrorClass {
  return { pattern, reason, refusal: 'misconfigured', later: 'fault' };
}

function classOf(error: unknown): ErrorClass {
  const fitting = textsOf(error).map((text) => ERROR_CLASSES.find(({ pattern }) => pattern.test(text)));
  return fitting.find((found) => found !== undefined) ?? UNKNOWN;
}

/** Message and code of an error, and of the error behind it: the driver wraps what a cluster's nodes say. */
function textsOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const inner = 'lastNodeError' in error ? textsOf(error.lastNodeError) : [];
  const own = ['message' in error ? error.message : undefined, 'code' in error ? error.code : undefined];
  return [...inner, ...own.filter((text) => typeof text === 'string')];
}

/** A missing right by its name. */
function rightIn(error: unknown): string | undefined {
  const text = textsOf(error).find((candidate) => candidate.startsWith('NOPERM')) ?? '';
  const command = /'([a-z|]+)' command/.exec(text)?.[1];
  if (command !== undefined) return `the command ${command}`;
  if (text.includes('channels')) return 'the channel of changes';
  return text.includes('key') ? 'the keys under the prefix' : undefined;
}

/**
 * The server's error code or the driver's error class. The rest of their text may quote arguments, addresses or
 * passwords.
 */
function sanitized(error: unknown): Error {
  const codes = textsOf(error).map((text) => /^[A-Z][A-Z0-9_]{2,}\b/.exec(text)?.[0]);
  const code = codes.find((found) => found !== undefined) ?? classOf(error).reason;
  const cause = Object.assign(new Error(code), { code });
  delete cause.stack;
  return cause;
}
