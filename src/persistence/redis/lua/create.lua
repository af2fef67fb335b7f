#!lua
-- Stores a new process and enters it in the indexes, unless its id is taken.
--
-- KEYS[1] process     KEYS[2] times       KEYS[3] due         KEYS[4] settled
-- KEYS[5] quarantine  KEYS[6] its status  KEYS[7] owned by its worker
--
-- ARGV[1] id          ARGV[2] operation   ARGV[3] channel     ARGV[4] message
-- ARGV[5] created at  ARGV[6] run at, or '' unless pending    ARGV[7] completed at, or '' unless settled
-- ARGV[8] worker, or '' unless running    ARGV[9...] fields and values
--
-- Returns nil when it is stored, by this call or by the same operation before;
-- the fields and values of the process that has the id; -1 if what has the id is no hash.

local id, operation, channel, message = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local created, due, completed, worker = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'hash' then
  if redis.call('HGET', KEYS[1], 'operation') == operation then return nil end
  return redis.call('HGETALL', KEYS[1])
end
if kind ~= 'none' then return -1 end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
-- ZINTERCARD looks at the type of every key, and at no entry, because the first key is empty.
redis.call('ZINTERCARD', #KEYS, unpack(KEYS))

redis.call('HSET', KEYS[1], unpack(ARGV, 9))
redis.call('ZADD', KEYS[2], created, id)
if due ~= '' then redis.call('ZADD', KEYS[3], due, id) end
if completed ~= '' then redis.call('ZADD', KEYS[4], completed, id) end
redis.call('ZREM', KEYS[5], id)
redis.call('ZADD', KEYS[6], created, id)
if worker ~= '' then redis.call('SADD', KEYS[7], id) end
redis.call('PUBLISH', channel, message)
return nil
