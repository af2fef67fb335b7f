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

-- Nobody knows which indexes make the page: at first each is read its share, and one that gives all of that further.
local share = math.ceil(limit / #KEYS) + 1

-- Goes on to the next entry of an index; it has no score if there is none.
local function advance(list)
  local index = list.index
  list.nth = list.nth + 2
  if list.nth > #list.page and #list.page == 2 * list.read then
    list.rank, list.read, list.nth = list.rank + list.read, math.max(2 * list.read, share), 1
    list.page = redis.call('ZRANGE', index, list.rank, list.rank + list.read - 1, 'REV', 'WITHSCORES')
  end
  list.id, list.score = list.page[list.nth], tonumber(list.page[list.nth + 1])
end

local lists = {}
for nth, index in ipairs(KEYS) do
  lists[nth] = { index = index, rank = rank_after(index), read = 0, page = {}, nth = -1 }
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
