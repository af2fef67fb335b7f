#!lua flags=allow-oom
-- Removes a record that is in quarantine, unless it was written since it was read.
--
-- KEYS[1] process  KEYS[2] quarantine
--
-- ARGV[1] id  ARGV[2] `state` as it was read, or in schema 1 the revision; '' if there was none
--
-- Returns 1 when it is removed, 0 when it is not in quarantine or was written.

local id = ARGV[1]

if not redis.call('ZSCORE', KEYS[2], id) then return 0 end
if redis.call('TYPE', KEYS[1]).ok == 'hash' then
  local stored = redis.call('HMGET', KEYS[1], 'state', 'revision')
  if (stored[1] or stored[2] or '') ~= ARGV[2] then return 0 end
end

redis.call('UNLINK', KEYS[1])
redis.call('ZREM', KEYS[2], id)
return 1
