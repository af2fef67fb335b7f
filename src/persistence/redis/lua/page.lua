#!lua flags=no-writes
-- The entries of some indexes after a position, of each the highest scores first; entries of one score by id, the
-- highest first. All at one moment: a process that changes its index is in one of them.
--
-- KEYS[1...] indexes by time
--
-- ARGV[1] score of the position, or '+inf'  ARGV[2] id of the position, or '' to leave out its whole score
-- ARGV[3] how many at most of each index
--
-- Returns for each index ids and scores in turn.

local score, id, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])

-- Halving the ranks of one score finds the position in a few reads, however many processes one millisecond has.
local function page(index)
  local first = redis.call('ZCOUNT', index, '(' .. score, '+inf')
  local last = first + redis.call('ZCOUNT', index, score, score)
  while first < last do
    local middle = math.floor((first + last) / 2)
    if redis.call('ZRANGE', index, middle, middle, 'REV')[1] >= id then first = middle + 1 else last = middle end
  end
  return redis.call('ZRANGE', index, first, first + limit - 1, 'REV', 'WITHSCORES')
end

local pages = {}
for nth, index in ipairs(KEYS) do pages[nth] = page(index) end
return pages
