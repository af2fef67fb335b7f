import { readFileSync } from 'node:fs';
import type { ClientContext, Result } from 'ioredis';

export interface RedisScript {
  readonly lua: string;
  /** Missing where the number of keys differs from call to call: it is then the first argument. */
  readonly numberOfKeys?: number;
}

/** The `scripts` option of every client. The header of each file says what it takes and answers. */
export const REDIS_SCRIPTS = {
  createProcess: read('create'),
  missingProcess: read('missing'),
  swapProcess: read('swap'),
  removeProcess: read('remove'),
  removeSettledProcesses: read('remove-settled'),
  enterProcess: read('enter'),
  quarantineProcess: read('quarantine'),
  pageOfProcesses: read('page'),
  dueProcesses: read('due'),
  lengthsOfIndexes: read('lengths'),
  processStatistics: read('statistics'),
  ownedProcesses: read('owned'),
  renewLease: read('heartbeat'),
  expiredLeases: read('expired'),
} as const satisfies Record<string, RedisScript>;

type ScriptCommands<Context extends ClientContext> = Record<
  keyof typeof REDIS_SCRIPTS,
  (...keysAndArguments: (string | number)[]) => Result<unknown, Context>
>;

declare module 'ioredis' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges into the client, which has to be an interface
  interface RedisCommander<Context> extends ScriptCommands<Context> {}
}

function read(name: string): RedisScript {
  const lua = readFileSync(new URL(`../lua/${name}.lua`, import.meta.url), 'utf8');
  if (/KEYS\[\d+\.\.\.\]/.test(lua)) return { lua };
  const numbers = [...lua.matchAll(/\bKEYS\[(\d+)\]/g)].map(([, number]) => Number(number));
  return { lua, numberOfKeys: Math.max(...numbers) };
}
