#!lua flags=no-writes
-- Counts the processes of partitions, of each partition all at one moment.
--
-- KEYS[1...] for each partition, in turn: quarantine, then its indexes by status, the pending ones first
--
-- ARGV[1] how many indexes by status a partition has  ARGV[2...] times
--
-- Returns the sums of all partitions: the count of the quarantine and of each status, then for each given time how many
-- processes were created before it; at last when the oldest pending process was created, or ''.

local statuses = tonumber(ARGV[1])
local sums, oldest = {}, nil
for nth = 1, statuses + #ARGV do sums[nth] = 0 end

for first = 1, #KEYS, 1 + statuses do
  sums[1] = sums[1] + redis.call('ZCARD', KEYS[first])
  for nth = 1, statuses do
    local key = KEYS[first + nth]
    local count = redis.call('ZCARD', key)
    if count > 0 then
      sums[1 + nth] = sums[1 + nth] + count
      if nth == 1 then
        local created = tonumber(redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2])
        if not oldest or created < oldest then oldest = created end
      end
      for time = 2, #ARGV do
        local at = statuses + time
        sums[at] = sums[at] + redis.call('ZCOUNT', key, '-inf', '(' .. ARGV[time])
      end
    end
  end
end
sums[statuses + #ARGV + 1] = oldest and string.format('%.0f', oldest) or ''
return sums
