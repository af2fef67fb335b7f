#!lua flags=no-writes
-- The processes of some indexes by time whose time has come and that come after a position, the earliest first; of one
-- time by id. One that is in two of the indexes is answered twice.
--
-- KEYS[1...] indexes by time
--
-- ARGV[1] now  ARGV[2] how many at most
-- ARGV[3] time of the position, or '-inf'  ARGV[4] id of the position; only if there is one
--
-- Returns the next time that has not come, or '', then ids and times in turn.

local now, limit, from, id = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4] or ''

-- Halving the ranks of one time finds the position in a few reads, however many processes one millisecond has.
local function first(index)
  local low = redis.call('ZCOUNT', index, '-inf', '(' .. from)
  local high = low + redis.call('ZCOUNT', index, from, from)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if redis.call('ZRANGE', index, middle, middle)[1] <= id then low = middle + 1 else high = middle end
  end
  return low
end

local found, next_at = {}, nil
for _, index in ipairs(KEYS) do
  local future = redis.call('ZRANGE', index, '(' .. now, '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')[2]
  if future and (not next_at or tonumber(future) < tonumber(next_at)) then next_at = future end
  local start = from == '-inf' and 0 or first(index)
  local page = redis.call('ZRANGE', index, start, start + limit - 1, 'WITHSCORES')
  for entry = 1, #page, 2 do
    if tonumber(page[entry + 1]) > tonumber(now) then break end
    table.insert(found, { page[entry], page[entry + 1] })
  end
end

table.sort(found, function(one, other)
  local earlier, later = tonumber(one[2]), tonumber(other[2])
  if earlier ~= later then return earlier < later end
  return one[1] < other[1]
end)
local answer = { next_at or '' }
for nth = 1, math.min(limit, #found) do
  table.insert(answer, found[nth][1])
  table.insert(answer, found[nth][2])
end
return answer
