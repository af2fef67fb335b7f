#!lua flags=no-writes
-- Workers whose lease has ended. One whose end is further ahead than the lease is long, by more than is given here, has
-- ended too: it was held before the clock was set back.
--
-- KEYS[1] workers
--
-- ARGV[1] how far off an end may be, milliseconds  ARGV[2] what follows a worker where the length of its lease is entered
--
-- Returns worker ids, the longest expired first, and among them what is no worker id.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local over = redis.call('ZRANGE', KEYS[1], '-inf', now, 'BYSCORE')
local held = redis.call('ZRANGE', KEYS[1], '(' .. now, '+inf', 'BYSCORE', 'WITHSCORES')
for nth = 1, #held, 2 do
  local length = redis.call('ZSCORE', KEYS[1], held[nth] .. ARGV[2])
  if length and held[nth + 1] - now > length + ARGV[1] then table.insert(over, held[nth]) end
end
return over
