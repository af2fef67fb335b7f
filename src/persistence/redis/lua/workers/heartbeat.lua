#!lua flags=allow-oom
-- Holds or renews a worker's lease. Allowed when memory is full, so that no worker loses its processes over it.
--
-- KEYS[1] workers
--
-- ARGV[1] worker  ARGV[2] lease, milliseconds  ARGV[3] what its length is entered under
--
-- Returns the time, epoch milliseconds.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1], ARGV[2], ARGV[3])
return now
