#!lua
-- Puts a process into the indexes where it belongs, and out of all others, if it still has the revision that was read.
--
-- KEYS[1] process  KEYS[2] times  KEYS[3] due  KEYS[4] settled  KEYS[5] quarantine
-- KEYS[6] pending  KEYS[7] running  KEYS[8] completed  KEYS[9] failed  KEYS[10] cancelled
-- KEYS[11] owned by its worker  KEYS[12] owned by another worker
--
-- ARGV[1] id  ARGV[2] revision  ARGV[3] '1' if its worker owns it, else ''
-- ARGV[4...] its score in each of KEYS[2] to KEYS[10], or '' where it does not belong; the first is when it was created
--
-- Returns positions in KEYS of the indexes that were wrong; none if the process has changed since.

local id = ARGV[1]

if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return {} end
-- An id derived from an idempotency key can have more than one life: a revision counts within its own.
local stored = redis.call('HMGET', KEYS[1], 'revision', 'created_at')
if stored[1] ~= ARGV[2] or stored[2] ~= ARGV[4] then return {} end

-- A script is not rolled back: an index of the wrong type has to raise its error before the first write.
for index = 2, 10 do redis.call('ZCARD', KEYS[index]) end
for index = 11, 12 do redis.call('SCARD', KEYS[index]) end

local wrong = {}
local function note(index, changes)
  if changes > 0 then table.insert(wrong, index) end
end

for index = 2, 10 do
  local score = ARGV[index + 2]
  if score == '' then note(index, redis.call('ZREM', KEYS[index], id))
  else note(index, redis.call('ZADD', KEYS[index], 'CH', score, id)) end
end
if ARGV[3] == '1' then note(11, redis.call('SADD', KEYS[11], id)) end
note(12, redis.call('SREM', KEYS[12], id))
return wrong
