#!lua
-- Puts a process into the indexes where it belongs, and out of all others, if it still has the revision that was read.
--
-- KEYS[1] process  KEYS[2] times  KEYS[3] due  KEYS[4] settled  KEYS[5] quarantine
-- KEYS[6] pending  KEYS[7] running  KEYS[8] completed  KEYS[9] failed  KEYS[10] cancelled
-- KEYS[11] its status, one of the five  KEYS[12] owned by its worker
--
-- ARGV[1] id  ARGV[2] revision  ARGV[3] created at  ARGV[4] run at, or '' unless pending
-- ARGV[5] completed at, or '' unless settled  ARGV[6] worker, or '' unless running
--
-- Returns 1 when the indexes agree, 0 if the process has changed since.

local id, created, due, completed, worker = ARGV[1], ARGV[3], ARGV[4], ARGV[5], ARGV[6]

if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return 0 end
if redis.call('HGET', KEYS[1], 'revision') ~= ARGV[2] then return 0 end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
for index = 2, 11 do redis.call('ZCARD', KEYS[index]) end
redis.call('SCARD', KEYS[12])

for index = 3, 10 do redis.call('ZREM', KEYS[index], id) end
redis.call('ZADD', KEYS[2], created, id)
redis.call('ZADD', KEYS[11], created, id)
if due ~= '' then redis.call('ZADD', KEYS[3], due, id) end
if completed ~= '' then redis.call('ZADD', KEYS[4], completed, id) end
if worker ~= '' then redis.call('SADD', KEYS[12], id) end
return 1
