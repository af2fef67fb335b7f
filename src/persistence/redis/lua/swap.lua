#!lua
-- Compare-and-swap: writes what changed if the stored revision is the expected one, and moves the process between indexes.
--
-- KEYS[1] process        KEYS[2] due           KEYS[3] settled       KEYS[4] quarantine
-- KEYS[5] status before  KEYS[6] status after  KEYS[7] owned before  KEYS[8] owned after
--
-- ARGV[1] id             ARGV[2] expected revision                  ARGV[3] operation  ARGV[4] schema
-- ARGV[5] channel        ARGV[6] message       ARGV[7] created at
-- ARGV[8] run at, or '' unless pending         ARGV[9] completed at, or '' unless settled
-- ARGV[10] worker, or '' unless running        ARGV[11] 'whole' if all fields follow, else 'part'
-- ARGV[12] how many fields vanish              ARGV[13...] their names, then fields and values
--
-- Returns 1 when it is stored, by this call or by the same operation before; 0 if the process is gone or has another
-- revision or creation time; -1 if it is unreadable; -2 if its schema is newer; -3 if its schema is older and only a part
-- was given.

local id, expected, operation, schema = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local created, due, completed, worker, whole = ARGV[7], ARGV[8], ARGV[9], ARGV[10], ARGV[11] == 'whole'
local vanished = tonumber(ARGV[12])

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' then return 0 end
if kind ~= 'hash' or redis.call('ZSCORE', KEYS[4], id) then return -1 end
local stored = redis.call('HMGET', KEYS[1], 'revision', 'operation', 'schema', 'created_at')
if stored[2] == operation then return 1 end
-- An id derived from an idempotency key can have more than one life: a revision counts within its own.
if stored[1] ~= expected or stored[4] ~= created then return 0 end
local version = tonumber(stored[3] or '')
if not version then return -1 end
if version > schema then return -2 end
if version < schema and not whole then return -3 end

-- A checkpoint leaves the process where it is in every index: it costs one write.
local moves = whole or worker == '' or KEYS[5] ~= KEYS[6] or KEYS[7] ~= KEYS[8]

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
-- ZINTERCARD looks at the type of every key, and at no entry where one is empty: "owned by nobody" always is.
if moves then redis.call('ZINTERCARD', 7, unpack(KEYS, 2)) end

if whole then redis.call('UNLINK', KEYS[1]) end
if vanished > 0 then redis.call('HDEL', KEYS[1], unpack(ARGV, 13, 12 + vanished)) end
redis.call('HSET', KEYS[1], unpack(ARGV, 13 + vanished))
if moves then
  if due == '' then redis.call('ZREM', KEYS[2], id) else redis.call('ZADD', KEYS[2], due, id) end
  if completed == '' then redis.call('ZREM', KEYS[3], id) else redis.call('ZADD', KEYS[3], completed, id) end
  redis.call('ZREM', KEYS[5], id)
  redis.call('ZADD', KEYS[6], created, id)
  redis.call('SREM', KEYS[7], id)
  if worker ~= '' then redis.call('SADD', KEYS[8], id) end
end
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
