import type { StoreWarning } from '../../persistence.js';
import { StoreRefused } from '../../store-refused.js';
import type { ServerInfo } from './redis-info.js';

/** Scripts with a first line `#!lua` are known since then; forks keep counting from there. */
const OLDEST_MAJOR = 7;

/** @throws StoreRefused for a server that is too old */
export function assertVersion(info: ServerInfo): void {
  const version = info.get('redis_version');
  if (version !== undefined && Number.parseInt(version, 10) < OLDEST_MAJOR) {
    throw new StoreRefused('misconfigured', `Redis ${OLDEST_MAJOR}.0 or newer is needed.`);
  }
}

/** What the settings of the servers put at risk: each risk once, however many servers have it. */
export function riskWarnings(servers: readonly ServerInfo[]): StoreWarning[] {
  const warnings = servers.flatMap((info) => RISKS.filter(({ applies }) => applies(info)).map(toWarning));
  return [...new Map(warnings.map((warning) => [warning.code, warning])).values()];
}

interface Risk extends StoreWarning {
  readonly applies: (info: ServerInfo) => boolean;
}

const RISKS: readonly Risk[] = [
  {
    code: 'eviction_policy',
    message: 'Redis may evict processes when memory is full: set maxmemory-policy to noeviction.',
    applies: (info) => (info.get('maxmemory_policy') ?? 'noeviction') !== 'noeviction',
  },
  {
    code: 'aof_off',
    message: 'Redis loses accepted processes when it ends: set appendonly to yes.',
    applies: (info) => info.get('aof_enabled') === '0',
  },
  {
    code: 'min_replicas_off',
    message:
      'A failover may lose all that a cut-off master accepted: set min-replicas-to-write to 1 and min-replicas-max-lag low.',
    applies: (info) => Number(info.get('connected_slaves') ?? 0) > 0 && !info.has('min_slaves_good_slaves'),
  },
  {
    code: 'settings_unknown',
    message: 'Redis does not show its settings: whether it keeps what it accepts is unknown.',
    applies: (info) => !info.has('maxmemory_policy') || !info.has('aof_enabled'),
  },
];

function toWarning({ code, message }: Risk): StoreWarning {
  return { code, message };
}
