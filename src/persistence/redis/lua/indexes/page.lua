#!lua flags=no-writes
-- The first entries of some indexes after a position, the highest scores first; entries of one score by id, the highest
-- first. All at one moment: a process that changes its index is in one of them.
--
-- KEYS[1...] indexes by time
--
-- ARGV[1] score of the position, or '+inf'  ARGV[2] id of the position, or '' to leave out its whole score
-- ARGV[3] how many at most
--
-- Returns ids and scores in turn.

local score, id, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])

-- Halving the ranks of one score finds the position in a few reads, however many processes one millisecond has.
local function rank_after(index)
  local first = redis.call('ZCOUNT', index, '(' .. score, '+inf')
  local last = first + redis.call('ZCOUNT', index, score, score)
  while first < last do
    local middle = math.floor((first + last) / 2)
    if redis.call('ZRANGE', index, middle, middle, 'REV')[1] >= id then first = middle + 1 else last = middle end
  end
  return first
end

-- Most indexes have no other process of the very millisecond: there the score alone is the position. Where a list begins
-- the rank is at hand.
local function needs_rank(index)
  if id == '' then return false end
  if tonumber(score) == math.huge then return true end
  return #redis.call('ZRANGE', index, score, score, 'BYSCORE', 'REV', 'LIMIT', 0, 1) > 0
end

local function read(index, rank, from, count)
  if rank then
    return redis.call('ZRANGE', index, rank + from, rank + from + count - 1, 'REV', 'WITHSCORES')
  end
  return redis.call('ZRANGE', index, '(' .. score, '-inf', 'BYSCORE', 'REV', 'LIMIT', from, count, 'WITHSCORES')
end

-- Nobody knows which indexes make the page: at first each is read its share, and one that gives all of that further.
local share = math.ceil(limit / #KEYS) + 1

-- Goes on to the next entry of an index; it has no score if there is none.
local function advance(list)
  list.nth = list.nth + 2
  if list.nth > #list.page and #list.page == 2 * list.count then
    list.from, list.count, list.nth = list.from + list.count, math.max(2 * list.count, share), 1
    list.page = read(list.index, list.rank, list.from, list.count)
  end
  list.id, list.score = list.page[list.nth], tonumber(list.page[list.nth + 1])
end

local lists = {}
for nth, index in ipairs(KEYS) do
  local rank = needs_rank(index) and rank_after(index)
  lists[nth] = { index = index, rank = rank, from = 0, count = 0, page = {}, nth = -1 }
  advance(lists[nth])
end

local function newest()
  local found
  for _, list in ipairs(lists) do
    local score = list.score
    if score and (not found or score > found.score or (score == found.score and list.id > found.id)) then found = list end
  end
  return found
end

local answer = {}
local found = newest()
while found and #answer < 2 * limit do
  table.insert(answer, found.id)
  table.insert(answer, found.page[found.nth + 1])
  advance(found)
  found = newest()
end
return answer
