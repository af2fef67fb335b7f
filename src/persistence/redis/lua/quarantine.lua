#!lua flags=allow-oom
-- Takes an unreadable process out of every index and notes it in the quarantine; its record is kept as it is.
--
-- KEYS[1] process  KEYS[2] times  KEYS[3] due  KEYS[4] settled  KEYS[5] quarantine
-- KEYS[6] pending  KEYS[7] running  KEYS[8] completed  KEYS[9] failed  KEYS[10] cancelled
-- KEYS[11] owned by the worker it names
--
-- ARGV[1] id  ARGV[2] revision as it was read, or '' if none could be
--
-- Returns 1 when it is in quarantine; 0 if it was removed or written since it was read.

local id, seen = ARGV[1], ARGV[2]

local kind = redis.call('TYPE', KEYS[1]).ok
local known = redis.call('ZSCORE', KEYS[2], id) or redis.call('ZSCORE', KEYS[5], id)
if kind == 'none' and not known then return 0 end
if kind == 'hash' and (redis.call('HGET', KEYS[1], 'revision') or '') ~= seen then return 0 end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
for index = 2, 10 do redis.call('ZCARD', KEYS[index]) end
redis.call('SCARD', KEYS[11])
local time = redis.call('TIME')

for _, index in ipairs({ 2, 3, 4, 6, 7, 8, 9, 10 }) do redis.call('ZREM', KEYS[index], id) end
redis.call('SREM', KEYS[11], id)
redis.call('ZADD', KEYS[5], 'NX', time[1] * 1000 + math.floor(time[2] / 1000), id)
return 1
