#!lua flags=no-writes
-- The entries of an index after a position, highest score first; entries of one score by id, the highest first.
--
-- KEYS[1] index by creation time
--
-- ARGV[1] score of the position, or '+inf'  ARGV[2] id of the position, or '' to leave out its whole score
-- ARGV[3] how many at most
--
-- Returns ids and scores in turn.

local score, id, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])

-- Halving the ranks of one score finds the position in a few reads, however many processes one millisecond has.
local first = redis.call('ZCOUNT', KEYS[1], '(' .. score, '+inf')
local last = first + redis.call('ZCOUNT', KEYS[1], score, score)
while first < last do
  local middle = math.floor((first + last) / 2)
  if redis.call('ZRANGE', KEYS[1], middle, middle, 'REV')[1] >= id then first = middle + 1 else last = middle end
end
return redis.call('ZRANGE', KEYS[1], first, first + limit - 1, 'REV', 'WITHSCORES')
