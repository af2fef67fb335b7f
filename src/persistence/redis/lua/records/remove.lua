#!lua flags=allow-oom
-- Removes a process if it still has the expected fence.
-- What it removed leaves its operation behind for a while, so that the same operation arriving again answers the same.
--
-- KEYS[1] process  KEYS[2] removed  KEYS[3...] the indexes it stands in
--
-- ARGV[1] id       ARGV[2] fence    ARGV[3] operation  ARGV[4] schema
-- ARGV[5] channel  ARGV[6] message  ARGV[7] how long the operation is remembered, milliseconds
--
-- Returns 1 when it is removed, by this call or by the same operation before; 0 if the process is gone or has another
-- revision or creation time; -1 if it is unreadable; -2 if its schema is newer.

local id, fence, operation, schema = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' then return redis.call('GET', KEYS[2]) == operation and 1 or 0 end
if kind ~= 'hash' then return -1 end
local stored = redis.call('HMGET', KEYS[1], 'state', 'schema', 'revision', 'created_at')
local version = tonumber(stored[2] or '')
if not version then return -1 end
if version > schema then return -2 end
-- Schema 1 had no `state`.
local state = stored[1] or (stored[3] or '') .. ' ' .. (stored[4] or '') .. ' '
if string.sub(state, 1, #fence) ~= fence then return 0 end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
for index = 3, #KEYS do redis.call('ZCARD', KEYS[index]) end

-- The record goes last: if a right is missing on the way, what is left is found again, not taken for lost.
for index = 3, #KEYS do redis.call('ZREM', KEYS[index], id) end
redis.call('UNLINK', KEYS[1])
redis.call('SET', KEYS[2], operation, 'PX', ARGV[7])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
