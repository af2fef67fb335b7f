#!lua flags=no-writes
-- The processes a worker runs, but for those in quarantine.
--
-- KEYS[1] owned by the worker  KEYS[2] quarantine
--
-- Returns ids.

local ids = {}
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if not redis.call('ZSCORE', KEYS[2], id) then table.insert(ids, id) end
end
return ids
