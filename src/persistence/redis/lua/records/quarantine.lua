#!lua flags=allow-oom
-- Takes a process without a readable record out of every index. If it has one, or the lists by status say that it had,
-- it is noted in the quarantine; a record is kept as it is.
--
-- KEYS[1] process  KEYS[2] quarantine  KEYS[3...] indexes: those by status, then all others it may stand in
--
-- ARGV[1] id  ARGV[2] `state` as it was read, or in schema 1 the revision; '' if there was none
-- ARGV[3] how many indexes there are by status
--
-- Returns positions in KEYS of the indexes this has changed; none if the process was written since it was read.

local id, statuses = ARGV[1], tonumber(ARGV[3])

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'hash' then
  local stored = redis.call('HMGET', KEYS[1], 'state', 'revision')
  if (stored[1] or stored[2] or '') ~= ARGV[2] then return {} end
end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
local known, kinds = kind ~= 'none', {}
redis.call('ZCARD', KEYS[2])
for index = 3, #KEYS do
  kinds[index] = redis.call('TYPE', KEYS[index]).ok
  -- Schema 1 had sets of what a worker runs.
  if kinds[index] ~= 'set' then redis.call('ZCARD', KEYS[index]) end
  if index < 3 + statuses then known = known or redis.call('ZSCORE', KEYS[index], id) end
end
local time = redis.call('TIME')

local changed = {}
local function note(index, changes)
  if changes > 0 then table.insert(changed, index) end
end

for index = 3, #KEYS do
  note(index, redis.call(kinds[index] == 'set' and 'SREM' or 'ZREM', KEYS[index], id))
end
if known then
  note(2, redis.call('ZADD', KEYS[2], 'NX', time[1] * 1000 + math.floor(time[2] / 1000), id))
end
return changed
