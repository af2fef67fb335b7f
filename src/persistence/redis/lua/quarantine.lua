#!lua flags=allow-oom
-- Takes a process without a readable record out of every index. If it has one, or the list of all processes says that
-- it had, it is noted in the quarantine; a record is kept as it is.
--
-- KEYS[1] process  KEYS[2] times  KEYS[3] due  KEYS[4] settled  KEYS[5] quarantine
-- KEYS[6] pending  KEYS[7] running  KEYS[8] completed  KEYS[9] failed  KEYS[10] cancelled
-- KEYS[11] owned by the worker it names  KEYS[12] owned by another worker
--
-- ARGV[1] id  ARGV[2] revision as it was read, or '' if none could be
--
-- Returns positions in KEYS of the indexes this has changed; none if the process was written since it was read.

local id, seen = ARGV[1], ARGV[2]

local kind = redis.call('TYPE', KEYS[1]).ok
local known = kind ~= 'none' or redis.call('ZSCORE', KEYS[2], id)
if kind == 'hash' and (redis.call('HGET', KEYS[1], 'revision') or '') ~= seen then return {} end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
for index = 2, 10 do redis.call('ZCARD', KEYS[index]) end
for index = 11, 12 do redis.call('SCARD', KEYS[index]) end
local time = redis.call('TIME')

local changed = {}
local function note(index, changes)
  if changes > 0 then table.insert(changed, index) end
end

for _, index in ipairs({ 2, 3, 4, 6, 7, 8, 9, 10 }) do note(index, redis.call('ZREM', KEYS[index], id)) end
for index = 11, 12 do note(index, redis.call('SREM', KEYS[index], id)) end
if known then
  note(5, redis.call('ZADD', KEYS[5], 'NX', time[1] * 1000 + math.floor(time[2] / 1000), id))
end
return changed
