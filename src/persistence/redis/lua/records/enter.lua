#!lua
-- Puts a process into the indexes where it belongs, and out of others, if it still has the fence that was read.
--
-- KEYS[1] process  KEYS[2...] indexes: those it belongs in, then those it does not
--
-- ARGV[1] id  ARGV[2] fence  ARGV[3...] its score in each index it belongs in
--
-- Returns positions in KEYS of the indexes that were wrong; none if the process has changed since.

local id, fence = ARGV[1], ARGV[2]

local stored = redis.pcall('HMGET', KEYS[1], 'state', 'revision', 'created_at')
if stored.err then return {} end
-- Schema 1 had no `state`.
local state = stored[1] or (stored[2] or '') .. ' ' .. (stored[3] or '') .. ' '
if string.sub(state, 1, #fence) ~= fence then return {} end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
local kinds = {}
for index = 2, #KEYS do
  kinds[index] = redis.call('TYPE', KEYS[index]).ok
  -- Schema 1 had sets of what a worker runs.
  if kinds[index] ~= 'set' then redis.call('ZCARD', KEYS[index]) end
end

local wrong = {}
local function note(index, changes)
  if changes > 0 then table.insert(wrong, index) end
end

for index = 2, #KEYS do
  local score = ARGV[index + 1]
  if score then note(index, redis.call('ZADD', KEYS[index], 'CH', score, id))
  elseif kinds[index] == 'set' then note(index, redis.call('SREM', KEYS[index], id))
  else note(index, redis.call('ZREM', KEYS[index], id)) end
end
return wrong
