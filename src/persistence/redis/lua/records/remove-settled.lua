#!lua flags=allow-oom
-- Removes processes that still have the fence they were read with, and entries of processes that have no record.
-- At most 200 a call, so that Redis is held briefly.
--
-- KEYS[1...] for each process, in turn: the process, then the indexes it stands in
--
-- ARGV[1] channel
-- ARGV[2...] for each process, in turn: id, fence or '' if it has no record, message, how many indexes it stands in
--
-- Returns how many it removed.

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
local processes, checked, first = {}, {}, 1
for argument = 2, #ARGV, 4 do
  local id, fence, message, count = unpack(ARGV, argument, argument + 3)
  local last = first + tonumber(count)
  for index = first + 1, last do
    if not checked[KEYS[index]] then redis.call('ZCARD', KEYS[index]) end
    checked[KEYS[index]] = true
  end
  table.insert(processes, { first = first, last = last, id = id, fence = fence, message = message })
  first = last + 1
end

local function removable(process)
  local stored = redis.pcall('HMGET', KEYS[process.first], 'state', 'revision', 'created_at')
  if stored.err then return false end
  if process.fence == '' then return redis.call('EXISTS', KEYS[process.first]) == 0 end
  -- Schema 1 had no `state`.
  local state = stored[1] or (stored[2] or '') .. ' ' .. (stored[3] or '') .. ' '
  return string.sub(state, 1, #process.fence) == process.fence
end

local removed = 0
for _, process in ipairs(processes) do
  if removable(process) then
    local went = 0
    -- The record goes last: if a right is missing on the way, what is left is found again, not taken for lost.
    for index = process.first + 1, process.last do went = went + redis.call('ZREM', KEYS[index], process.id) end
    went = went + redis.call('UNLINK', KEYS[process.first])
    if went > 0 then
      redis.call('PUBLISH', ARGV[1], process.message)
      removed = removed + 1
    end
  end
end
return removed
