#!lua flags=no-writes
-- Counts the processes of partitions, of each partition all at one moment.
--
-- KEYS[1...] the quarantine of each partition, then for each status in turn its index in each partition
--
-- ARGV[1] how many partitions there are  ARGV[2] positions of two statuses, from 1, e.g. '1 3'
-- ARGV[3...] times, the latest first
--
-- Returns the sums of all partitions: the count of the quarantine and of each status, then for each given time how many
-- processes were created before it; at last when the oldest process of each of the two statuses was created, or ''.

local partitions = tonumber(ARGV[1])
local kinds = #KEYS / partitions
local sums, watched, oldest = {}, {}, {}
for position in string.gmatch(ARGV[2], '%d+') do table.insert(watched, tonumber(position) + 1) end
for nth = 1, kinds + #ARGV - 2 do sums[nth] = 0 end

-- Of one index: how many there are of each age. Before an earlier time there are no more than before a later one. What has
-- come since a time is counted: where that is nothing, however large the index, Redis sees it by the last entry.
local function count_ages(key, count)
  for nth = 3, #ARGV do
    local older = count - redis.call('ZCOUNT', key, ARGV[nth], '+inf')
    if older == 0 then return end
    sums[kinds + nth - 2] = sums[kinds + nth - 2] + older
  end
end

-- When the first of this index was created, if that is earlier than in the indexes before. To read a score costs three
-- times as much as to count, and few indexes are the first with an earlier one.
local function note_oldest(kind, key)
  local known = oldest[kind]
  if known and redis.call('ZCOUNT', key, '-inf', '(' .. known) == 0 then return end
  oldest[kind] = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2]
end

for kind = 1, kinds do
  local first = (kind - 1) * partitions + 1
  -- Most statuses have no process in most deployments: one look tells so of all partitions.
  if redis.call('EXISTS', unpack(KEYS, first, first + partitions - 1)) > 0 then
    for position = first, first + partitions - 1 do
      local count = redis.call('ZCARD', KEYS[position])
      sums[kind] = sums[kind] + count
      if count > 0 and (kind == watched[1] or kind == watched[2]) then note_oldest(kind, KEYS[position]) end
      if count > 0 and kind > 1 then count_ages(KEYS[position], count) end
    end
  end
end
for _, kind in ipairs(watched) do
  table.insert(sums, oldest[kind] or '')
end
return sums
