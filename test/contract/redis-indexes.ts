import type { Redis } from 'ioredis';
import { membersOf } from '../support/stored-record.js';

/** Status of a process and the kind of index it belongs to. */
const STATUSES = ['pending', 'running', 'waiting', 'completed', 'failed', 'cancelled'] as const;

/**
 * Everything in which the indexes of a server and its processes disagree, spelled without the store's own code.
 * Quarantined processes belong into no index.
 */
export async function indexDifferences(servers: readonly Redis[], keyPrefix: string): Promise<string[]> {
  const each = await Promise.all(servers.map((server) => differencesOn(server, keyPrefix)));
  return each.flat();
}

async function differencesOn(server: Redis, keyPrefix: string): Promise<string[]> {
  const keys = (await server.keys(`${keyPrefix}:{*`)).sort();
  const found = await Promise.all(keys.map((key) => entriesOf(server, key)));
  const expected = await Promise.all(
    keys.filter((key) => key.includes('}:process:')).map((key) => expectedEntries(server, key)),
  );
  const [is, ought] = [new Set(found.flat()), new Set(expected.flat())];
  return [
    ...[...is].filter((entry) => !ought.has(entry)).map((entry) => `${entry} is there and ought not to be`),
    ...[...ought].filter((entry) => !is.has(entry)).map((entry) => `${entry} is missing`),
  ];
}

/** `index id score` for each entry of an index. */
async function entriesOf(server: Redis, key: string): Promise<string[]> {
  if (/\}:(process|canary|removed|quarantine)/.test(key)) return [];
  const entries = await server.zrange(key, '0', '-1', 'WITHSCORES');
  return Array.from(
    { length: entries.length / 2 },
    (_, nth) => `${key} ${entries[2 * nth]} ${timeOf(key, entries[2 * nth + 1])}`,
  );
}

/** In a queue every owner has a range of scores: what is left of one is the time. */
function timeOf(key: string, score: string | undefined): string {
  return key.includes('}:due') ? String(Number(score) % 2 ** 43) : String(score);
}

async function expectedEntries(server: Redis, key: string): Promise<string[]> {
  const [partition = '', id = ''] = key.split(':process:');
  if (await server.zscore(`${partition}:quarantine`, id)) return [];
  const process = membersOf(await server.hgetall(key));
  const { status = '', created_at: created = '', run_at: due, completed_at: settled, worker } = process;
  const suspects = Number(process.workers_lost ?? 0) > 1 ? ':suspects' : '';
  const queue = `due:${process.engine}@${process.engine_version ?? 1}${suspects}`;
  if (!STATUSES.some((known) => known === status)) return [`${key} has no status`];
  return [
    `${partition}:status:${status} ${id} ${created}`,
    ...(due === undefined ? [] : [`${partition}:${queue} ${id} ${due}`]),
    ...(settled === undefined ? [] : [`${partition}:settled ${id} ${settled}`]),
    ...filterNames(process).map((name) => `${partition}:${name.replace('STATUS', status)} ${id} ${created}`),
    ...(worker === undefined ? [] : [`${partition}:worker:${worker} ${id} ${created}`]),
    ...timerOf(process).map((time) => `${partition}:timers ${id} ${time}`),
    ...inboxes(process).map((entry) => `${partition}:${entry.replace('ID', id)}`),
  ];
}

interface StoredRequest {
  readonly expires_at?: number;
  readonly roles: readonly string[];
}

function requestIn({ request }: Readonly<Record<string, string>>): StoredRequest | null {
  return request === undefined ? null : (JSON.parse(request) as StoredRequest);
}

/** When something happens to a process by itself. */
function timerOf(process: Readonly<Record<string, string>>): number[] {
  const isOver = process.completed_at !== undefined;
  const deadline = isOver ? Infinity : Number(process.deadline ?? Infinity);
  const time = Math.min(deadline, requestIn(process)?.expires_at ?? Infinity);
  return time === Infinity ? [] : [time];
}

/** Where a question is found; what never expires comes last. */
function inboxes(process: Readonly<Record<string, string>>): string[] {
  const request = requestIn(process);
  if (request === null) return [];
  const score = request.expires_at ?? 8_640_000_000_000_000;
  return [
    `requests ID ${score}`,
    ...(request.roles.includes('review') ? [`requests:review ID ${score}`] : []),
    ...(process.owner === undefined ? [] : [`requests:owner:${process.owner} ID ${score}`]),
  ];
}

/** Indexes by owner and by label, with `STATUS` where the status is to stand. */
function filterNames({ labels = '{}', owner }: Readonly<Record<string, string>>): string[] {
  const marked = Object.entries(JSON.parse(labels) as Record<string, string>).map(
    ([name, value]) => `${name.replaceAll(':', '%3a').replaceAll('=', '%3d')}=${value}`,
  );
  return [
    ...marked.map((label) => `label:STATUS:${label}`),
    ...(owner === undefined ? [] : [`owner:STATUS:${owner}`]),
    ...(owner === undefined ? [] : marked.map((label) => `label:STATUS:${owner}:${label}`)),
  ];
}
