#!lua
-- Stores a new process and enters it in its indexes, unless its id is taken.
--
-- KEYS[1] process     KEYS[2] quarantine  KEYS[3...] the indexes it stands in
--
-- ARGV[1] id          ARGV[2] channel     ARGV[3] message
-- ARGV[4...] its score in each of these indexes, then fields and values; the first field is `state`
--
-- Returns nil when it is stored, by this call or by the same operation before;
-- the fields and values of the process that has the id; -1 if what has the id is no hash.

local id, state = ARGV[1], ARGV[3 + #KEYS]

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'hash' then
  if redis.call('HGET', KEYS[1], 'state') == state then return nil end
  return redis.call('HGETALL', KEYS[1])
end
if kind ~= 'none' then return -1 end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
-- ZINTERCARD looks at the type of every key, and at no entry, because the first key is empty.
redis.call('ZINTERCARD', #KEYS, unpack(KEYS))

redis.call('HSET', KEYS[1], unpack(ARGV, 2 + #KEYS))
redis.call('ZREM', KEYS[2], id)
for index = 3, #KEYS do redis.call('ZADD', KEYS[index], ARGV[index + 1], id) end
redis.call('PUBLISH', ARGV[2], ARGV[3])
return nil
