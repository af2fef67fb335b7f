#!lua flags=no-writes
-- How many processes some queues have, and since when the longest due of each can be begun.
--
-- KEYS[1...] queues
--
-- ARGV[1] how wide a lane is
--
-- Returns of each in turn its length and that time, or '' for an empty one.

local width = tonumber(ARGV[1])
-- Each lane that has entries costs a read: of more than this others have to do.
local most = 256

local function text(number) return string.format('%.0f', number) end

-- The first of each lane is the longest due of that lane.
local function oldest(queue)
  local lane, found = 0, nil
  for _ = 1, most do
    local first = redis.call('ZRANGE', queue, text(lane * width), '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')[2]
    if not first then break end
    lane = math.floor(tonumber(first) / width)
    found = math.min(found or math.huge, tonumber(first) - lane * width)
    lane = lane + 1
  end
  return found and text(found) or ''
end

local answer = {}
for _, queue in ipairs(KEYS) do
  local length = redis.call('ZCARD', queue)
  table.insert(answer, length)
  table.insert(answer, length > 0 and oldest(queue) or '')
end
return answer
