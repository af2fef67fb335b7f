#!lua flags=allow-oom
-- Removes processes that are still settled since before the given time. At most 200 a call, so that Redis is held briefly.
--
-- KEYS[1] times  KEYS[2] settled  KEYS[3] completed  KEYS[4] failed  KEYS[5] cancelled  KEYS[6...] processes
--
-- ARGV[1] before  ARGV[2] schema  ARGV[3] channel  ARGV[4...] ids, one for each process
--
-- Returns how many it removed. Records that cannot be read, or have a newer schema, stay.

local before, schema, channel = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
for index = 1, 5 do redis.call('ZCARD', KEYS[index]) end

local function removable(key, id)
  local settled = redis.call('ZSCORE', KEYS[2], id)
  if not settled or tonumber(settled) >= before then return false end
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'hash' then return kind == 'none' end
  local version = tonumber(redis.call('HGET', key, 'schema') or '')
  return version ~= nil and version <= schema
end

local removed = 0
for index = 6, #KEYS do
  local key, id = KEYS[index], ARGV[index - 2]
  if removable(key, id) then
    local revision = redis.call('HGET', key, 'revision') or '0'
    redis.call('UNLINK', key)
    for position = 1, 5 do redis.call('ZREM', KEYS[position], id) end
    redis.call('PUBLISH', channel, id .. ' ' .. revision .. ' removed')
    removed = removed + 1
  end
end
return removed
