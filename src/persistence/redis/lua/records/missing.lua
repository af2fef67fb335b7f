#!lua flags=no-writes
-- What it means that a process had no record when it was read.
--
-- KEYS[1] process  KEYS[2...] quarantine and the indexes by status
--
-- ARGV[1] id
--
-- Returns 0 if there is no such process; 1 if it has a record by now; -1 if its record is lost or no hash.

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'hash' then return 1 end
if kind ~= 'none' then return -1 end
for index = 2, #KEYS do
  if redis.call('ZSCORE', KEYS[index], ARGV[1]) then return -1 end
end
return 0
