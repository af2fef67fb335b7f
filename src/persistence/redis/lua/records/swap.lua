#!lua
-- Compare-and-swap: writes what changed if the record has the expected fence, and moves the process between indexes.
--
-- KEYS[1] process  KEYS[2] quarantine  KEYS[3] a key that never exists; only if there are indexes
-- KEYS[4...] indexes: those it leaves, then those it enters
--
-- ARGV[1] channel  ARGV[2] message, which begins with the id
-- ARGV[3] schema   ARGV[4] fence       ARGV[5] state
-- ARGV[6] how many indexes it enters   ARGV[7] how many fields vanish, or -1 for all
-- ARGV[8...] the scores in the indexes it enters, names of the fields that vanish, then further fields and values
--
-- Returns 1 when it is stored, by this call or by the same operation before; 0 if the process is gone or has another
-- revision or creation time; -1 if it is unreadable; -2 if its schema is newer; -3 if its schema is older and only a part
-- was given.

local id, schema, fence, written = string.sub(ARGV[2], 1, 36), tonumber(ARGV[3]), ARGV[4], ARGV[5]
local entered, vanished = tonumber(ARGV[6]), tonumber(ARGV[7])
local whole = vanished < 0
local fields = 8 + entered + (whole and 0 or vanished)

local stored = redis.pcall('HMGET', KEYS[1], 'state', 'schema', 'revision', 'created_at')
if stored.err then return -1 end
local state = stored[1]
if state == written then return 1 end
if not stored[2] then return redis.call('EXISTS', KEYS[1]) == 0 and 0 or -1 end
if redis.call('ZSCORE', KEYS[2], id) then return -1 end
local version = tonumber(stored[2])
if not version then return -1 end
if version > schema then return -2 end
-- Schema 1 had no `state`.
state = state or (stored[3] or '') .. ' ' .. (stored[4] or '') .. ' '
if string.sub(state, 1, #fence) ~= fence then return 0 end
if version < schema and not whole then return -3 end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
-- ZINTERCARD looks at the type of every key, and at no entry, because the first key is empty.
if #KEYS > 3 then redis.call('ZINTERCARD', #KEYS - 2, unpack(KEYS, 3)) end
-- Schema 1 had sets of what a worker runs.
local is_set = {}
if whole then
  for index = 4, #KEYS do is_set[index] = redis.call('TYPE', KEYS[index]).ok == 'set' end
end

if whole then redis.call('UNLINK', KEYS[1])
elseif vanished > 0 then redis.call('HDEL', KEYS[1], unpack(ARGV, 8 + entered, fields - 1)) end
redis.call('HSET', KEYS[1], 'state', written, unpack(ARGV, fields))
for index = 4, #KEYS - entered do redis.call(is_set[index] and 'SREM' or 'ZREM', KEYS[index], id) end
for nth = 1, entered do redis.call('ZADD', KEYS[#KEYS - entered + nth], ARGV[7 + nth], id) end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
