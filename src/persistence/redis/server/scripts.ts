import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Cluster, Command, type Redis } from 'ioredis';

/** What runs within Redis, as one step that nothing comes between. */
export interface RedisScript {
  readonly lua: string;
}

/** A script, by what it does. */
export type ScriptName = keyof typeof REDIS_SCRIPTS;

/** What a script is given, in the order of its header. */
export interface ScriptCall {
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

/** The header of each file says what it takes and answers. */
export const REDIS_SCRIPTS = {
  createProcess: read('records/create'),
  missingProcess: read('records/missing'),
  askedOfProcess: read('records/asked'),
  swapProcess: read('records/swap'),
  removeProcess: read('records/remove'),
  removeCorruptRecord: read('records/remove-corrupt'),
  removeSettledProcesses: read('records/remove-settled'),
  enterProcess: read('records/enter'),
  quarantineProcess: read('records/quarantine'),
  pageOfProcesses: read('indexes/page'),
  dueProcesses: read('indexes/due'),
  timedProcesses: read('indexes/timed'),
  lengthsOfIndexes: read('indexes/lengths'),
  processStatistics: read('indexes/statistics'),
  ownedProcesses: read('indexes/owned'),
  renewLease: read('workers/heartbeat'),
  expiredLeases: read('workers/expired'),
} as const satisfies Record<string, RedisScript>;

/**
 * Runs a script by its digest, and sends its text if the server does not know it yet. The driver's own way of doing
 * this costs about as much again as the command.
 */
export function runScript(client: Redis | Cluster, name: ScriptName, call: ScriptCall): Promise<unknown> {
  const { lua }: RedisScript = REDIS_SCRIPTS[name];
  return evaluate(client, lua, call);
}

/** Runs a script that is given as its text. */
export async function evaluate(client: Redis | Cluster, lua: string, call: ScriptCall): Promise<unknown> {
  try {
    return await send(client, 'evalsha', digestOf(lua), call);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('NOSCRIPT'))
      return send(client, 'eval', lua, call);
    throw error;
  }
}

/**
 * The command gets its words when it is made: the driver would flatten lists of them first, which takes 2 of the 19 µs
 * that storing a process takes on this side.
 */
function send(client: Redis | Cluster, name: string, script: string, { keys, args }: ScriptCall): unknown {
  const command = new Command(name, [], { replyEncoding: 'utf8' });
  command.args = [script, String(keys.length), ...keys, ...args.map(String)];
  return client.sendCommand(command);
}

const digests = new Map<string, string>();

/** SHA-1 of the text, in hexadecimal: the name under which a server keeps a script it has run. */
export function digestOf(lua: string): string {
  const known = digests.get(lua);
  if (known !== undefined) return known;
  const digest = createHash('sha1').update(lua).digest('hex');
  digests.set(lua, digest);
  return digest;
}

function read(name: string): RedisScript {
  return { lua: readFileSync(new URL(`../lua/${name}.lua`, import.meta.url), 'utf8') };
}
