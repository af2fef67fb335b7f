import { StoreUnavailable } from '../../../decisions/domain/errors.js';

/** Why a store could not be opened. Only an `unreachable` one leaves the choice of another. */
export type RefusalKind = 'unreachable' | 'credentials' | 'rights' | 'misconfigured';

/** The store that was asked for cannot be used. The message is one line without any secret. */
export class RedisRefused extends Error {
  readonly code = 'redis_refused';

  constructor(
    readonly kind: RefusalKind,
    /** A sentence for the log. */
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'RedisRefused';
  }
}

/** The store answered what it never should: a fault of this software or of somebody else's writing into its keys. */
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
  /** Of the driver's or the server's text. */
  readonly pattern: RegExp;
  readonly reason: string;
  /** What it means while opening. */
  readonly refusal: RefusalKind;
  /** What it means later: `unavailable` passes by itself, a `fault` does not. */
  readonly later: 'unavailable' | 'fault';
}

/** Every error of the driver and of the server that is told apart. The first that fits counts. */
const ERROR_CLASSES: readonly ErrorClass[] = [
  unavailable(/^READONLY|can't write against a read only/i, 'read_only', 'misconfigured'),
  unavailable(/^NOREPLICAS/, 'no_replicas', 'misconfigured'),
  unavailable(/^MISCONF/, 'write_refused', 'misconfigured'),
  unavailable(/^OOM|OOM command not allowed/, 'store_full', 'misconfigured'),
  unavailable(/^LOADING|Redis is loading/, 'loading', 'unreachable'),
  unavailable(/^BUSY/, 'busy', 'unreachable'),
  unavailable(/^MASTERDOWN/, 'master_down', 'unreachable'),
  unavailable(/^(CLUSTERDOWN|TRYAGAIN|MOVED|ASK)\b/, 'cluster_down', 'unreachable'),
  unavailable(
    /Cluster redirections|startup nodes|slots cache|Cluster isn't ready/i,
    'cluster_down',
    'unreachable',
  ),
  unavailable(/All sentinels are unreachable|failed to connect to sentinel/i, 'disconnected', 'unreachable'),
  unavailable(/max(imum)? number of clients/, 'too_many_clients', 'unreachable'),
  unavailable(/^(NOAUTH|WRONGPASS)|invalid password|AUTH <password> called/i, 'access_denied', 'credentials'),
  unavailable(/^NOPERM|^NOPERMS|user executing the script can't/, 'access_denied', 'rights'),
  unavailable(/timed? ?out/i, 'timeout', 'unreachable'),
  unavailable(
    /Connection is closed|Stream isn't writeable|max retries per request|aborted due to connection|manually closed/i,
    ...(['disconnected', 'unreachable'] as const),
  ),
  unavailable(
    /\b(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ECONNABORTED|ENOENT|EMFILE)\b/,
    ...(['disconnected', 'unreachable'] as const),
  ),
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

/** What a failed call means to the callers of the store. Nothing of the call, of the server's text or of an address gets through. */
export function storeError(error: unknown): StoreUnavailable | RedisFault {
  if (error instanceof StoreUnavailable || error instanceof RedisFault) return error;
  const { reason, later } = classOf(error);
  const options = { cause: sanitized(error) };
  return later === 'unavailable' ? new StoreUnavailable(reason, options) : new RedisFault(reason, options);
}

/** What a failure while opening means to whoever chooses the store. */
export function openingError(error: unknown): RedisRefused {
  if (error instanceof RedisRefused) return error;
  if (error instanceof StoreUnavailable || error instanceof RedisFault) return openingError(error.cause);
  const { reason, refusal } = classOf(error);
  return new RedisRefused(refusal, `${SENTENCES[refusal]} (${detailOf(error, reason)}).`, {
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

/** A missing right by its name; otherwise the fixed word. */
function detailOf(error: unknown, reason: string): string {
  const text = textsOf(error).find((candidate) => candidate.startsWith('NOPERM')) ?? '';
  const command = /'([a-z|]+)' command/.exec(text)?.[1];
  if (command !== undefined) return `the command ${command}`;
  if (text.includes('channels')) return 'the channel of changes';
  if (text.includes('keys')) return 'the keys under the prefix';
  return reason;
}

/** The server's error code or the driver's error class. What else they say may quote arguments, addresses or passwords. */
function sanitized(error: unknown): Error {
  const codes = textsOf(error).map((text) => /^[A-Z][A-Z0-9_]{2,}\b/.exec(text)?.[0]);
  const cause = new Error(codes.find((code) => code !== undefined) ?? classOf(error).reason);
  delete cause.stack;
  return cause;
}
