#!lua flags=no-writes
-- How many processes some indexes have.
--
-- KEYS[1...] indexes
--
-- Returns the length of each.

local lengths = {}
for nth, index in ipairs(KEYS) do lengths[nth] = redis.call('ZCARD', index) end
return lengths
