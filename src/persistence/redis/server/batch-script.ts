import type { Cluster, Redis } from 'ioredis';
import { evaluate, REDIS_SCRIPTS, type RedisScript, type ScriptCall, type ScriptName } from './scripts.js';

/**
 * Runs a script for each of several calls, in one command. The reply is the list of their replies, errors among them.
 */
export function runScripts(
  client: Redis | Cluster,
  name: ScriptName,
  calls: readonly ScriptCall[],
): Promise<unknown> {
  const { lua }: RedisScript = REDIS_SCRIPTS[name];
  return evaluate(client, batchOf(lua), batchCall(calls));
}

const PUBLISH = "redis.call('PUBLISH', ARGV[1], ARGV[2])";

const batches = new Map<string, string>();

/**
 * A script that does what `lua` does, for each of several calls. If one call fails, its answer is its error and the
 * others are still done. What they publish is one message, with one line for each.
 */
function batchOf(lua: string): string {
  const known = batches.get(lua);
  if (known !== undefined) return known;
  if (!lua.includes(PUBLISH)) throw new Error(`A script of a batch says what has changed by ${PUBLISH}.`);
  const batch = `#!lua
local channel, messages = nil, {}
local function one(KEYS, ARGV)
${lua.replace(/^#!lua\n/, '').replace(PUBLISH, 'channel, messages[#messages + 1] = ARGV[1], ARGV[2]')}
end

local answers, key, argument = {}, 1, 1
while argument <= #ARGV do
  local keys, arguments = tonumber(ARGV[argument]), tonumber(ARGV[argument + 1])
  local done, answer = pcall(one, { unpack(KEYS, key, key + keys - 1) },
    { unpack(ARGV, argument + 2, argument + 1 + arguments) })
  if not done and type(answer) ~= 'table' then answer = { err = answer } end
  -- A list would end at nil.
  if answer == nil then answer = false end
  table.insert(answers, answer)
  key, argument = key + keys, argument + 2 + arguments
end
if channel then redis.call('PUBLISH', channel, table.concat(messages, '\\n')) end
return answers
`;
  batches.set(lua, batch);
  return batch;
}

/**
 * The arguments of a batch: the keys of all calls; then for each call the number of its keys and arguments, followed by
 * its arguments.
 */
function batchCall(calls: readonly ScriptCall[]): ScriptCall {
  const keys: string[] = [];
  const args: (string | number)[] = [];
  for (const call of calls) {
    for (const key of call.keys) keys.push(key);
    args.push(call.keys.length, call.args.length);
    for (const arg of call.args) args.push(arg);
  }
  return { keys, args };
}
