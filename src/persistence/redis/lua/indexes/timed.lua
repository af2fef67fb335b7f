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
local last = tonumber(now)
-- Ids are random: each index has its share of the first, more or less. More of it is read only when that was too little.
local share = math.ceil(limit / #KEYS) + 3

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

-- Goes on to the next entry of an index that is due; it has no time if there is none.
local function advance(list)
  local index = list.index
  list.nth = list.nth + 2
  if list.nth > #list.page and #list.page == list.cut then
    list.page = redis.call('ZRANGE', index, list.rank, list.rank + share - 1, 'WITHSCORES')
    list.rank, list.nth, list.cut = list.rank + share, 1, 2 * share
  end
  local time = tonumber(list.page[list.nth + 1])
  list.id, list.time = list.page[list.nth], time and time <= last and time
end

local lists, next_at = {}, nil
for nth, index in ipairs(KEYS) do
  local future = redis.call('ZRANGE', index, '(' .. now, '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')[2]
  if future and (not next_at or tonumber(future) < tonumber(next_at)) then next_at = future end
  lists[nth] = { index = index, rank = from == '-inf' and 0 or first(index), page = {}, nth = -1, cut = 0 }
  advance(lists[nth])
end

local function earliest()
  local found
  for _, list in ipairs(lists) do
    if list.time and (not found or list.time < found.time or (list.time == found.time and list.id < found.id)) then
      found = list
    end
  end
  return found
end

local answer = { next_at or '' }
local found = earliest()
while found and #answer <= 2 * limit do
  table.insert(answer, found.id)
  table.insert(answer, found.page[found.nth + 1])
  advance(found)
  found = earliest()
end
return answer
