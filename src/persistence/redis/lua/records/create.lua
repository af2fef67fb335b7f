#!lua
-- Stores a new process and enters it in its indexes, unless its id is taken.
--
-- KEYS[1] process     KEYS[2] quarantine  KEYS[3...] the indexes it stands in
--
-- ARGV[1] channel     ARGV[2] message, which begins with the id
-- ARGV[3] schema      ARGV[4] state       ARGV[5] facts
-- ARGV[6...] its score in each of these indexes, then further fields and values
--
-- Returns nil when it is stored, by this call or by the same operation before;
-- the fields and values of the process that has the id; -1 if what has the id is no hash.

local state, id = ARGV[4], string.sub(ARGV[2], 1, 36)

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'hash' then
  if redis.call('HGET', KEYS[1], 'state') == state then return nil end
  return redis.call('HGETALL', KEYS[1])
end
if kind ~= 'none' then return -1 end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
-- ZINTERCARD looks at the type of every key, and at no entry, because the first key is empty.
redis.call('ZINTERCARD', #KEYS, unpack(KEYS))

redis.call('HSET', KEYS[1], 'schema', ARGV[3], 'state', state, 'facts', ARGV[5], unpack(ARGV, 4 + #KEYS))
redis.call('ZREM', KEYS[2], id)
for index = 3, #KEYS do redis.call('ZADD', KEYS[index], ARGV[index + 3], id) end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return nil
