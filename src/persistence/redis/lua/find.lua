#!lua flags=no-writes
-- Reads a process and whether the indexes agree with it.
--
-- KEYS[1] process  KEYS[2] times  KEYS[3] due  KEYS[4] settled  KEYS[5] quarantine
-- KEYS[6] pending  KEYS[7] running  KEYS[8] completed  KEYS[9] failed  KEYS[10] cancelled
--
-- ARGV[1] id
--
-- Returns a list that begins with 0 if there is no such process; 1 if there is; 2 if there is, but an index disagrees;
-- -1 if its record is lost or no hash. After 1 and 2 follow fields and values.

local id = ARGV[1]
local keys = { pending = KEYS[6], running = KEYS[7], completed = KEYS[8], failed = KEYS[9], cancelled = KEYS[10] }

local function has(key)
  return redis.call('ZSCORE', key, id) and true or false
end

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' then
  if has(KEYS[2]) or has(KEYS[5]) then return { -1 } end
  return { 0 }
end
if kind ~= 'hash' then return { -1 } end

local fields = redis.call('HGETALL', KEYS[1])
local status = redis.call('HGET', KEYS[1], 'status')
local unsettled = status == 'pending' or status == 'running'
local agree = has(KEYS[2]) and not has(KEYS[5])
agree = agree and has(KEYS[3]) == (status == 'pending') and has(KEYS[4]) == not unsettled
for name, key in pairs(keys) do agree = agree and has(key) == (status == name) end
table.insert(fields, 1, agree and 1 or 2)
return fields
