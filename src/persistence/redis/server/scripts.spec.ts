import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { REDIS_SCRIPTS, type RedisScript } from './scripts.js';

const FILES = readdirSync(new URL('../lua/', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.lua'))
  .map((name) => [name, readFileSync(new URL(`../lua/${name}`, import.meta.url), 'utf8')] as const);

describe('every script', () => {
  it('is one of the commands', () => {
    const scripts: RedisScript[] = Object.values(REDIS_SCRIPTS);
    expect(scripts.map(({ lua }) => lua).sort()).toEqual(FILES.map(([, lua]) => lua).sort());
  });

  it.each(FILES)('begins so that Redis refuses it whole when it cannot write: %s', (_, lua) => {
    expect(lua).toMatch(/^#!lua( flags=(no-writes|allow-oom))?\n/);
  });

  it.each(FILES)('documents the keys and arguments it uses, and uses those it documents: %s', (_, lua) => {
    const [header, body] = [lua.slice(0, bodyAt(lua)), lua.slice(bodyAt(lua))];
    for (const table of ['KEYS', 'ARGV']) {
      const used = numbers(body, new RegExp(`\\b${table}\\[(\\d+)\\]`, 'g'));
      const documented = numbers(header, new RegExp(`\\b${table}\\[(\\d+)(?:\\.\\.\\.)?\\]`, 'g'));
      expect(used.filter((number) => !documented.includes(number))).toEqual([]);
      expect(documented).toEqual(documented.map((__, nth) => nth + 1));
    }
    expect(header).toContain('-- Returns ');
  });

  it.each(FILES)('uses no key it was not given: %s', (_, lua) => {
    expect(undeclaredKeys(lua)).toEqual([]);
  });

  it('would be found out if it built a key', () => {
    expect(undeclaredKeys("redis.call('GET', 'decisions:' .. ARGV[1])")).toEqual(["'decisions:' .. ARGV[1]"]);
    expect(undeclaredKeys("local key = KEYS[1] .. ':x'\nredis.call('GET', key)")).toEqual(['key']);
    expect(undeclaredKeys("local key = KEYS[1]\nredis.call('GET', key)")).toEqual([]);
    expect(undeclaredKeys("redis.call('ZINTERCARD', 1, ARGV[1])")).toEqual(['ARGV[1]']);
  });

  it.each(FILES)('asks for the time at most once, and never decodes what it is given: %s', (_, lua) => {
    expect(lua.match(/'TIME'/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(lua).not.toMatch(/cjson|cmsgpack|loadstring|'(KEYS|SCAN|EVAL)'/);
  });

  it.each(FILES.filter(([, lua]) => !lua.includes('no-writes')))('reads before it writes: %s', (_, lua) => {
    const code = lua.slice(bodyAt(lua)).replace(/^local function[\s\S]*?^end/gm, '');
    const commands = [...code.matchAll(/redis\.call\('([A-Z]+)'/g)].map(([, command]) => command ?? '');
    const firstWrite = commands.findIndex((command) => WRITES.test(command));
    const checks = commands.filter(
      (command, nth) => nth > firstWrite && /^(TYPE|ZCARD|HMGET|ZINTERCARD)$/.test(command),
    );
    expect(firstWrite).toBeGreaterThanOrEqual(0);
    expect(checks).toEqual([]);
  });
});

const WRITES = /^(HSET|HDEL|ZADD|ZREM|SADD|SREM|SET|UNLINK|PUBLISH)$/;

function bodyAt(lua: string): number {
  return lua.indexOf('\n\n');
}

function numbers(text: string, pattern: RegExp): number[] {
  return [...new Set([...text.matchAll(pattern)].map(([, number]) => Number(number)))].sort((a, b) => a - b);
}

/** Key arguments that are neither an element of KEYS nor a name that stands for one. */
function undeclaredKeys(lua: string): string[] {
  const names = new Set<string>();
  for (const [, name = ''] of lua.matchAll(/local (\w+)(?:, \w+)* = KEYS\[[^\]]+\](?! *\.\.)/g))
    names.add(name);
  for (const [, name = ''] of lua.matchAll(/for \w+, (\w+) in ipairs\(KEYS\)/g)) names.add(name);
  // Parameters and loop variables: what is handed to them is held to the same rule.
  for (const [, name = ''] of lua.matchAll(/local function \w+\((\w+)/g)) names.add(name);
  if (/local keys = \{( \w+ = KEYS\[\d+\],?)+ \}/.test(lua)) names.add('key');
  const given = [
    ...lua.matchAll(/redis\.p?call\('(?!TIME|PUBLISH|ZINTERCARD)[A-Z]+', ([^,)]+(?: \.\. [^,)]+)?)/g),
  ];
  const handed = [...lua.matchAll(/(?<!function )\b(?:has|removable|count_ages)\(([^,)]+)/g)];
  const several = [...lua.matchAll(/'ZINTERCARD', [#\w]+, (?!unpack\(KEYS)(.*)\)/g)];
  return [...given, ...handed, ...several]
    .map(([, key = '']) => key.trim())
    .filter((key) => !/^KEYS\[[^\]]+\]$|^unpack\(KEYS$/.test(key) && !names.has(key));
}
