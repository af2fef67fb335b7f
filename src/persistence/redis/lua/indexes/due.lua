#!lua flags=no-writes
-- The processes of some queues that are due. Lanes take turns, each giving one before any gives a second one; of one lane
-- the longest due first, of one time by id. However many lanes there are, a few are looked at.
--
-- KEYS[1...] queues
--
-- ARGV[1] now                             ARGV[2] how many at most
-- ARGV[3] how wide a lane is              ARGV[4] how many lanes there are
-- ARGV[5] the lane that comes first       ARGV[6] the only lane, or ''
-- ARGV[7...] positions: lane, time and id of each; in their lanes only what comes after them
--
-- Returns when the next process of these queues will be due, or '', then ids and scores in turn.

local now, limit, width, lanes = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local turn, only = tonumber(ARGV[5]), tonumber(ARGV[6])
now = math.min(now, width - 1)
local after = {}
for nth = 7, #ARGV, 3 do after[tonumber(ARGV[nth])] = { tonumber(ARGV[nth + 1]), ARGV[nth + 2] } end
-- Lanes in which nothing is due are passed, too, but not without end.
local most = limit + 64

-- A number as Redis would write it: Lua alone would round it.
local function text(number) return string.format('%.0f', number) end

-- Halving the ranks of one score finds the position in a few reads, however many processes one millisecond has.
local function rank_after(queue, score, id)
  local low = redis.call('ZCOUNT', queue, '-inf', '(' .. score)
  local high = low + redis.call('ZCOUNT', queue, score, score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if redis.call('ZRANGE', queue, middle, middle)[1] <= id then low = middle + 1 else high = middle end
  end
  return low
end

-- Ids are random: each partition has its share of what is due, more or less. More of it is read only when that was too
-- little.
local share = math.ceil(limit / #KEYS) + 1

local function read(waiting)
  local queue, lane, first = waiting.queue, waiting.lane, waiting.first
  if waiting.rank then
    local rank = waiting.rank + first
    return redis.call('ZRANGE', queue, rank, rank + share - 1, 'WITHSCORES')
  end
  local from, to = text(lane * width), text(lane * width + now)
  return redis.call('ZRANGE', queue, from, to, 'BYSCORE', 'LIMIT', first, share, 'WITHSCORES')
end

-- Goes on to the next of one lane of one queue that is due; it has no score if there is none.
local function advance(waiting)
  waiting.nth = waiting.nth + 2
  if waiting.nth > #waiting.page and #waiting.page == waiting.cut then
    waiting.page = read(waiting)
    waiting.first, waiting.nth, waiting.cut = waiting.first + share, 1, 2 * share
  end
  local score = tonumber(waiting.page[waiting.nth + 1])
  waiting.id, waiting.score = waiting.page[waiting.nth], score and score <= waiting.lane * width + now and score
end

-- The longest due of one lane of one queue.
local function leading(queue, lane)
  local waiting = { queue = queue, lane = lane, first = 0, page = {}, nth = -1, cut = 0 }
  local position = after[lane]
  if position then waiting.rank = rank_after(queue, text(lane * width + position[1]), position[2]) end
  advance(waiting)
  return waiting
end

local function next_score(queue, from)
  return tonumber(redis.call('ZRANGE', queue, from, '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')[2])
end

local found, next_at = {}, nil

-- Looks into the lanes of a queue from one to another, as many as may be needed.
local function look(queue, lane, last, given, seen)
  while lane <= last and given < limit and seen < most do
    local waiting = leading(queue, lane)
    seen = seen + 1
    if waiting.score then
      given = given + 1
      found[lane] = found[lane] or {}
      table.insert(found[lane], waiting)
    end
    local beyond = next_score(queue, '(' .. text(lane * width + now))
    if beyond and math.floor(beyond / width) == lane then
      next_at = math.min(next_at or math.huge, beyond - lane * width)
      beyond = next_score(queue, text((lane + 1) * width))
    end
    lane = beyond and math.floor(beyond / width) or lanes
  end
  return given, seen
end

-- Most queues are empty most of the time: one look tells so of all.
if redis.call('EXISTS', unpack(KEYS)) == 0 then return { '' } end

for _, queue in ipairs(KEYS) do
  if only then
    look(queue, only, only, 0, 0)
  else
    local given, seen = look(queue, turn, lanes - 1, 0, 0)
    if turn > 0 then look(queue, 0, turn - 1, given, seen) end
  end
end

local order = {}
for lane in pairs(found) do table.insert(order, lane) end
table.sort(order, function(one, other) return (one - turn) % lanes < (other - turn) % lanes end)

local function longest_due(lane)
  local first
  for _, each in ipairs(found[lane]) do
    local score = each.score
    if score and (not first or score < first.score or (score == first.score and each.id < first.id)) then first = each end
  end
  return first
end

local answer = { next_at and text(next_at) or '' }
local more = #order > 0
while more do
  more = false
  for _, lane in ipairs(order) do
    local waiting = #answer <= 2 * limit and longest_due(lane)
    if waiting then
      more = true
      table.insert(answer, waiting.id)
      table.insert(answer, text(waiting.score))
      advance(waiting)
    end
  end
end
return answer
