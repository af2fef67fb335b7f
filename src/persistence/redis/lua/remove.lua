#!lua flags=allow-oom
-- Removes a settled process if it still has the expected revision.
-- What it removed leaves its operation behind for a while, so that the same operation arriving again answers the same.
--
-- KEYS[1] process  KEYS[2] times  KEYS[3] settled  KEYS[4] its status  KEYS[5] removed
--
-- ARGV[1] id       ARGV[2] expected revision       ARGV[3] operation   ARGV[4] schema
-- ARGV[5] channel  ARGV[6] message                 ARGV[7] how long the operation is remembered, milliseconds
-- ARGV[8] created at
--
-- Returns 1 when it is removed, by this call or by the same operation before; 0 if the process is gone or has another
-- revision or creation time; -1 if it is unreadable; -2 if its schema is newer.

local id, expected, operation, schema = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' then return redis.call('GET', KEYS[5]) == operation and 1 or 0 end
if kind ~= 'hash' then return -1 end
local stored = redis.call('HMGET', KEYS[1], 'revision', 'schema', 'created_at')
if stored[1] ~= expected or stored[3] ~= ARGV[8] then return 0 end
local version = tonumber(stored[2] or '')
if not version then return -1 end
if version > schema then return -2 end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
for index = 2, 4 do redis.call('ZCARD', KEYS[index]) end

redis.call('UNLINK', KEYS[1])
for index = 2, 4 do redis.call('ZREM', KEYS[index], id) end
redis.call('SET', KEYS[5], operation, 'PX', ARGV[7])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
