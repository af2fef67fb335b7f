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

-- The longest due of one lane of one queue.
local function leading(queue, lane)
  local position = after[lane]
  local last = lane * width + now
  if not position then
    return redis.call('ZRANGE', queue, text(lane * width), text(last), 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES')
  end
  local start = rank_after(queue, text(lane * width + position[1]), position[2])
  local page = redis.call('ZRANGE', queue, start, start + limit - 1, 'WITHSCORES')
  while #page > 0 and tonumber(page[#page]) > last do page[#page], page[#page - 1] = nil, nil end
  return page
end

local function next_score(queue, from)
  return tonumber(redis.call('ZRANGE', queue, from, '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')[2])
end

local found, next_at = {}, nil

-- Looks into the lanes of a queue from one to another, as many as may be needed.
local function look(queue, lane, last, given, seen)
  while lane <= last and given < limit and seen < most do
    local page = leading(queue, lane)
    if #page > 0 then given = given + 1 end
    seen = seen + 1
    for entry = 1, #page, 2 do
      found[lane] = found[lane] or {}
      table.insert(found[lane], { page[entry], tonumber(page[entry + 1]) })
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
for lane, entries in pairs(found) do
  table.insert(order, lane)
  table.sort(entries, function(one, other)
    if one[2] ~= other[2] then return one[2] < other[2] end
    return one[1] < other[1]
  end)
end
table.sort(order, function(one, other) return (one - turn) % lanes < (other - turn) % lanes end)

local answer, round = { next_at and text(next_at) or '' }, 1
local more = #order > 0
while more and #answer <= 2 * limit do
  more = false
  for _, lane in ipairs(order) do
    local entry = found[lane][round]
    if entry and #answer <= 2 * limit then
      more = true
      table.insert(answer, entry[1])
      table.insert(answer, text(entry[2]))
    end
  end
  round = round + 1
end
return answer
