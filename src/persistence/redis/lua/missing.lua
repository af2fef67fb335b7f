#!lua flags=no-writes
-- What it means that a process had no record when it was read.
--
-- KEYS[1] process  KEYS[2] times  KEYS[3] quarantine
--
-- ARGV[1] id
--
-- Returns 0 if there is no such process; 1 if it has a record by now; -1 if its record is lost or no hash.

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'hash' then return 1 end
if kind ~= 'none' then return -1 end
local known = redis.call('ZSCORE', KEYS[2], ARGV[1]) or redis.call('ZSCORE', KEYS[3], ARGV[1])
return known and -1 or 0
