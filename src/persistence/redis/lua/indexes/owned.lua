#!lua flags=no-writes
-- The processes a worker runs, but for those in quarantine.
--
-- KEYS[1] quarantine  KEYS[2] index of the worker  KEYS[3] its set, from records of schema 1
--
-- Returns ids.

local ids = redis.call('ZRANGE', KEYS[2], 0, -1)
for _, id in ipairs(redis.call('SMEMBERS', KEYS[3])) do table.insert(ids, id) end
if redis.call('EXISTS', KEYS[1]) == 0 then return ids end

local readable = {}
for _, id in ipairs(ids) do
  if not redis.call('ZSCORE', KEYS[1], id) then table.insert(readable, id) end
end
return readable
