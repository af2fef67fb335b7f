import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../../decisions/domain/errors.js';
import { StoreRefused } from '../../store-refused.js';
import { openingError, RedisFault, storeError } from './redis-errors.js';

const SECRET = /secret|payload|10\.0\.0\.7/;

/** What servers and driver say, what it is called later, and what it means while opening. */
const TEXTS = [
  ["READONLY You can't write against a read only replica. script: secret", 'read_only', 'misconfigured'],
  ['NOREPLICAS Not enough good replicas to write.', 'no_replicas', 'misconfigured'],
  ['MISCONF Redis is configured to save RDB snapshots, but /secret', 'write_refused', 'misconfigured'],
  ["OOM command not allowed when used memory > 'maxmemory'.", 'store_full', 'misconfigured'],
  ['LOADING Redis is loading the dataset in memory', 'loading', 'unreachable'],
  ['BUSY Redis is busy running a script.', 'busy', 'unreachable'],
  ['MASTERDOWN Link with MASTER is down', 'master_down', 'unreachable'],
  ['CLUSTERDOWN Hash slot not served', 'cluster_down', 'unreachable'],
  ['TRYAGAIN Multiple keys request during rehashing of slot', 'cluster_down', 'unreachable'],
  ['Too many Cluster redirections. Last error: Error: 10.0.0.7', 'cluster_down', 'unreachable'],
  ['Failed to refresh slots cache.', 'cluster_down', 'unreachable'],
  ["Cluster isn't ready and enableOfflineQueue options is false", 'cluster_down', 'unreachable'],
  ['All sentinels are unreachable. Last error: 10.0.0.7', 'disconnected', 'unreachable'],
  ['ERR max number of clients reached', 'too_many_clients', 'unreachable'],
  ['NOAUTH Authentication required.', 'access_denied', 'credentials'],
  ['WRONGPASS invalid username-password pair or user is disabled.', 'access_denied', 'credentials'],
  ["NOPERM this user has no permissions to run the 'evalsha' command", 'missing_right', 'rights'],
  ["ERR The user executing the script can't run this command or subcommand", 'missing_right', 'rights'],
  ['Command timed out', 'timeout', 'unreachable'],
  ["Socket timeout. Expecting data, but didn't receive any in 3000ms.", 'timeout', 'unreachable'],
  ['Connection is closed.', 'disconnected', 'unreachable'],
  ["Stream isn't writeable and enableOfflineQueue options is false", 'disconnected', 'unreachable'],
  ['Reached the max retries per request limit (which is 1). payload', 'disconnected', 'unreachable'],
  ['connect ECONNREFUSED 10.0.0.7:6379', 'connection_refused', 'unreachable'],
  ['getaddrinfo ENOTFOUND secret.example', 'host_not_found', 'unreachable'],
  ['self-signed certificate in certificate chain', 'certificate_not_trusted', 'misconfigured'],
  ['unable to verify the first certificate', 'certificate_not_trusted', 'misconfigured'],
  ['certificate has expired', 'certificate_out_of_date', 'misconfigured'],
  ['certificate is not yet valid', 'certificate_out_of_date', 'misconfigured'],
  [
    "Hostname/IP does not match certificate's altnames: secret",
    'certificate_of_another_host',
    'misconfigured',
  ],
  ['write EPROTO 80:error:0A00010B:SSL routines:wrong version number', 'tls', 'misconfigured'],
] as const;

describe('an error of Redis or its driver', () => {
  it.each(TEXTS)('is told apart: %s', (text, reason, kind) => {
    const error = withArguments(text);
    const later = storeError(error);
    expect(later).toBeInstanceOf(StoreUnavailable);
    expect(later.reason).toBe(reason);
    const opening = openingError(error);
    expect(opening).toBeInstanceOf(StoreRefused);
    expect(opening.kind).toBe(kind);
    expect(inspect([later, opening], { depth: 9 }).replaceAll(import.meta.dirname, '')).not.toMatch(SECRET);
  });

  it.each([
    ['WRONGTYPE Operation against a key holding the wrong kind of value', 'wrong_type'],
    ["CROSSSLOT Keys in request don't hash to the same slot", 'undeclared_key'],
    ['ERR Script attempted to access a non local key in a cluster node', 'undeclared_key'],
    ["ERR unknown command 'EVALSHA'", 'unknown_command'],
    ['Protocol error, got "H" as reply type byte', 'no_redis'],
    ['ERR something never heard of: payload', 'unexpected_reply'],
  ])('that does not pass is a fault: %s', (text, reason) => {
    const later = storeError(withArguments(text));
    expect(later).toBeInstanceOf(RedisFault);
    expect(later.reason).toBe(reason);
    expect(inspect(later, { depth: 9 })).not.toMatch(SECRET);
  });

  it('of a cluster is what its nodes say', () => {
    const error = Object.assign(new Error('Failed to refresh slots cache.'), {
      lastNodeError: new Error('WRONGPASS invalid username-password pair'),
    });
    expect(openingError(error).kind).toBe('credentials');
  });

  it('names the right that is missing', () => {
    const text = "NOPERM this user has no permissions to run the 'evalsha' command";
    expect(openingError(new Error(text)).message).toBe(
      'Redis denies the user a right that is needed (the command evalsha).',
    );
  });

  it('that is the own one already stays as it is', () => {
    const [unavailable, fault, refused] = [
      new StoreUnavailable('timeout'),
      new RedisFault('wrong_type'),
      new StoreRefused('rights', 'No.'),
    ];
    expect([storeError(unavailable), storeError(fault), openingError(refused)]).toEqual([
      unavailable,
      fault,
      refused,
    ]);
  });

  it('that is no error at all is a fault', () => {
    expect(storeError('payload')).toMatchObject({ reason: 'unexpected_reply' });
  });
});

/** As the driver has it: with the command and its arguments. */
function withArguments(text: string): Error {
  return Object.assign(new Error(text), { command: { name: 'evalsha', args: ['secret', 'payload'] } });
}
