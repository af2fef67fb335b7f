#!lua flags=no-writes
-- Workers whose lease has ended.
--
-- KEYS[1] workers
--
-- Returns worker ids, the longest expired first.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('ZRANGE', KEYS[1], '-inf', now, 'BYSCORE')
