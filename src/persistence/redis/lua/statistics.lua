#!lua flags=no-writes
-- Counts the processes of a partition, all at one moment.
--
-- KEYS[1] times  KEYS[2] quarantine
-- KEYS[3] pending  KEYS[4] running  KEYS[5] completed  KEYS[6] failed  KEYS[7] cancelled
--
-- ARGV[1...] times
--
-- Returns the five counts, the count of the quarantine, when the oldest pending process was created or '',
-- and for each given time how many processes were created before it.

local answer = {}
for index = 3, 7 do table.insert(answer, redis.call('ZCARD', KEYS[index])) end
table.insert(answer, redis.call('ZCARD', KEYS[2]))
table.insert(answer, redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2] or '')
for _, time in ipairs(ARGV) do table.insert(answer, redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. time)) end
return answer
