import 'reflect-metadata';
import { parseApiKeys } from '../access/api-keys.js';
import { isCron, isKeySetUrl, isLoopback } from './forms.js';
import { Checked, Flag, Integer, OneOf, Text } from './variable.js';

/**
 * Every variable of the environment that this service reads, with its rule, its meaning and its default. Where the
 * default depends on other variables, the field is optional and a getter gives the value that applies. Variables that
 * OpenTelemetry reads by itself are not here (docs/configuration.md).
 */
export class Env {
  @OneOf(['development', 'test', 'production'], 'What the instance is for.')
  readonly NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @Integer({ min: 0, max: 65_535 }, 'Port of the HTTP server; 0 takes a free one.')
  readonly PORT: number = 8_000;

  @Text(
    /^[\w.:-]{1,253}$/,
    'a host name or an IP address',
    'Where the HTTP server listens; `0.0.0.0` is everywhere.',
  )
  readonly HOST: string = '127.0.0.1';

  @OneOf(
    ['all', 'api', 'worker'],
    '`api` accepts and serves processes but runs none; `worker` and `all` run them.',
  )
  readonly ROLE: 'all' | 'api' | 'worker' = 'all';

  @Flag('Keep processes in Redis rather than in memory.')
  readonly ENABLE_REDIS_PERSISTENCE: boolean = false;

  @OneOf(
    ['memory', 'refuse'],
    'When Redis does not answer at start: go on in memory, or exit. In production `refuse`.',
  )
  readonly PERSISTENCE_FALLBACK?: 'memory' | 'refuse';

  @Text(
    /^rediss?:\/\/\S+$/,
    'a redis:// or rediss:// URL',
    'Where Redis is; wins over the parts below. Several hosts of a cluster or of Sentinels are separated by commas.',
  )
  readonly REDIS_URL?: string;

  @Text(
    /^[\w.:-]{1,253}$/,
    'a host name or an IP address',
    'Host of Redis, or of one Sentinel or cluster node.',
  )
  readonly REDIS_HOST: string = '127.0.0.1';

  @Integer({ min: 1, max: 65_535 }, 'Port of Redis.')
  readonly REDIS_PORT: number = 6_379;

  @Integer({ min: 0, max: 1_023 }, 'Number of the Redis database; 0 in a cluster.')
  readonly REDIS_DB: number = 0;

  @Text(/^\S{1,256}$/, 'text without blanks', 'User of Redis.')
  readonly REDIS_USERNAME?: string;

  @Text(/^.{1,1024}$/, 'at most 1024 characters on one line', 'Password of Redis.')
  readonly REDIS_PASSWORD?: string;

  @Flag('Talk TLS to Redis; a rediss:// URL says so by itself.')
  readonly REDIS_TLS: boolean = false;

  @OneOf(['auto', 'standalone', 'sentinel', 'cluster'], 'What the address points at; `auto` finds out.')
  readonly REDIS_MODE: 'auto' | 'standalone' | 'sentinel' | 'cluster' = 'auto';

  @Text(
    /^[\w.-]{1,128}$/,
    'letters, digits, dots, dashes and underscores',
    'Name of the master that Sentinel watches.',
  )
  readonly REDIS_SENTINEL_MASTER?: string;

  @Text(
    /^[\w.:-]{1,64}$/,
    'at most 64 letters, digits, dots, colons, dashes and underscores',
    'Every key begins with it.',
  )
  readonly REDIS_KEY_PREFIX: string = 'decisions';

  @Integer({ min: 100, max: 300_000 }, 'How long Redis may take to answer at start.')
  readonly REDIS_CONNECT_DEADLINE_MS: number = 5_000;

  @Integer({ min: 50, max: 60_000 }, 'How long one command may take; then its outcome is unknown.')
  readonly REDIS_COMMAND_TIMEOUT_MS: number = 1_500;

  @Integer({ min: 1, max: 100 }, 'Above this part of the store in use, in percent, new work gets 503.')
  readonly STORE_NEARLY_FULL_PERCENT: number = 90;

  @Integer({ min: 0, max: 1e12 }, 'Bytes the store in memory may take; 0 is half of the heap.')
  readonly MEMORY_STORE_BYTES: number = 0;

  @Integer({ min: 1, max: 87_600 }, 'How long settled processes are kept.')
  readonly RETENTION_HOURS: number = 24;

  @Checked(isCron, 'a cron expression of a time that comes', 'When expired processes are removed; UTC.')
  readonly CLEANUP_CRON: string = '0 * * * *';

  @Text(/^.{1,4096}$/, 'paths on one line, separated by commas', 'ES modules with further engines.')
  readonly ENGINE_MODULES?: string;

  @Integer({ min: 1, max: 1_000 }, 'Processes an instance runs at the same time.')
  readonly CONCURRENCY: number = 10;

  @Integer(
    { min: 500, max: 600_000 },
    'An instance silent for so long is dead: others take over what it ran.',
  )
  readonly LEASE_MS: number = 10_000;

  @Integer({ min: 1, max: 100 }, 'How often a step may be begun before its process fails.')
  readonly MAX_ATTEMPTS: number = 5;

  @Integer({ min: 0, max: 3_600_000 }, 'Delay before the second attempt; doubles with each.')
  readonly RETRY_BACKOFF_MS: number = 1_000;

  @Integer({ min: 0, max: 86_400_000 }, 'The longest delay between two attempts.')
  readonly RETRY_BACKOFF_CAP_MS: number = 60_000;

  @Integer({ min: 10, max: 86_400_000 }, 'How long a step may take that names no limit of its own.')
  readonly STEP_TIMEOUT_MS: number = 60_000;

  @Integer({ min: 1_024, max: 67_108_864 }, 'The largest output a step may have, as JSON.')
  readonly MAX_OUTPUT_BYTES: number = 4_194_304;

  @Integer({ min: 0, max: 3_600_000 }, 'How long running steps may go on after the signal to shut down.')
  readonly SHUTDOWN_GRACE_MS: number = 20_000;

  @Integer(
    { min: 1, max: 3_600_000 },
    'Time between two looks at a hundred entries of the indexes, which are compared with the processes.',
  )
  readonly INDEX_CHECK_MS: number = 250;

  @Integer(
    { min: 0, max: 300 },
    'How long `POST /decisions/run` waits for the outcome if the caller does not say.',
  )
  readonly WAIT_DEFAULT_S: number = 10;

  @Integer({ min: 0, max: 300 }, 'The longest wait a caller may ask for with `Prefer: wait`.')
  readonly WAIT_CAP_S: number = 30;

  @Integer({ min: 1_024, max: 16_777_216 }, 'The largest request body.')
  readonly BODY_LIMIT_BYTES: number = 1_048_576;

  @Checked(
    (text) => parseApiKeys(text) !== null,
    'entries name:roles:sha256 separated by commas, roles of read, write, review, metrics, admin joined by +',
    'Who may call, with which roles; `npm run key` makes an entry.',
  )
  readonly API_KEYS?: string;

  @Text(/^\S{1,1024}$/, 'text without blanks', 'The `iss` of JSON Web Tokens that are accepted.')
  readonly JWT_ISSUER?: string;

  @Text(/^\S{1,1024}$/, 'text without blanks', 'The `aud` they must have.')
  readonly JWT_AUDIENCE?: string;

  @Checked(isKeySetUrl, 'an https:// URL, or http:// on this machine', 'Where the keys of the issuer are.')
  readonly JWKS_URL?: string;

  @Text(/^[\x21-\x7e]{1,256}$/, 'text without blanks', 'The claim with the roles of the caller.')
  readonly JWT_ROLES_CLAIM: string = 'roles';

  @OneOf(
    ['on', 'off'],
    '`on` insists on API_KEYS or JWT_ISSUER; `off` says that everybody who reaches the port may do everything.',
  )
  readonly AUTH?: 'on' | 'off';

  @OneOf(['on', 'off'], '`off` lets scrapers of a closed network read `/metrics` without a key.')
  readonly METRICS_AUTH: 'on' | 'off' = 'on';

  @Text(
    /^https?:\/\/[^\s/,]+(\s*,\s*https?:\/\/[^\s/,]+)*$/,
    'origins such as https://app.example:8443, separated by commas',
    'Whose pages may call this service from a browser.',
  )
  readonly CORS_ORIGINS?: string;

  @Integer(
    { min: 0, max: 100_000_000 },
    'Processes of one caller that are not settled; beyond it starts answer 429. 0 is without limit.',
  )
  readonly MAX_UNSETTLED: number = 10_000;

  @Integer(
    { min: 0, max: 100_000_000 },
    'Processes of all callers that are not settled; beyond it starts answer 503. 0 is without limit.',
  )
  readonly MAX_UNSETTLED_TOTAL: number = 100_000;

  @Integer({ min: 0, max: 1_000_000 }, 'Requests a second of one caller on one instance; 0 is without limit.')
  readonly RATE_LIMIT_PER_S: number = 500;

  @Integer(
    { min: 1_048_576, max: 17_179_869_184 },
    'The most bytes of request bodies that are held at any time, and as many of answers being sent; beyond, 503.',
  )
  readonly IN_FLIGHT_BYTES: number = 67_108_864;

  @Integer({ min: 1, max: 100 }, 'How much of IN_FLIGHT_BYTES may be of one caller; beyond, 429. In percent.')
  readonly CALLER_SHARE_PERCENT: number = 50;

  @Integer(
    { min: 0, max: 1_000_000 },
    'Event streams and waiting requests of one caller at once on one instance; beyond, 429. 0 is without limit.',
  )
  readonly MAX_STREAMS: number = 500;

  @Integer(
    { min: 0, max: 1_000_000 },
    'Event streams and waiting requests of all callers at once on one instance; beyond, 503. 0 is without limit.',
  )
  readonly MAX_STREAMS_TOTAL: number = 8_000;

  @Integer({ min: 1, max: 1_000_000 }, 'The most connections at any time; further ones are closed at once.')
  readonly MAX_CONNECTIONS: number = 10_000;

  @Integer(
    { min: 1, max: 86_400 },
    'How long a connection may be idle between two requests; longer than any proxy before the service keeps it.',
  )
  readonly KEEP_ALIVE_S: number = 72;

  @Flag('Not ready once Redis has been away for 30 seconds; otherwise ready and degraded.')
  readonly READY_FAIL_ON_REDIS: boolean = false;

  @OneOf(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'The least important messages to be logged.',
  )
  readonly LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' = 'info';

  @OneOf(['json', 'pretty'], 'One JSON object a line, or text for people. In production `json`.')
  readonly LOG_FORMAT?: 'json' | 'pretty';

  @OneOf(
    ['none', 'otlp'],
    'Where traces go: nowhere, or to the collector `OTEL_EXPORTER_OTLP_ENDPOINT` names.',
  )
  readonly OTEL_TRACES_EXPORTER: 'none' | 'otlp' = 'none';

  get persistenceFallback(): 'memory' | 'refuse' {
    return this.PERSISTENCE_FALLBACK ?? (this.NODE_ENV === 'production' ? 'refuse' : 'memory');
  }

  /** Whether callers have to say who they are. */
  get isAccessControlled(): boolean {
    return this.API_KEYS !== undefined || this.JWT_ISSUER !== undefined;
  }

  /** Whether everybody on this machine may do everything because nobody has configured otherwise. */
  get isOpenOnLoopback(): boolean {
    return !this.isAccessControlled && this.AUTH === undefined && isLoopback(this.HOST);
  }

  get logFormat(): 'json' | 'pretty' {
    return this.LOG_FORMAT ?? (this.NODE_ENV === 'production' ? 'json' : 'pretty');
  }
}
