#!lua flags=no-writes
-- Compares processes with their indexes, all at one moment. At most 100 a call, so that Redis is held briefly.
--
-- KEYS[1] times    KEYS[2] due      KEYS[3] settled    KEYS[4] quarantine
-- KEYS[5] pending  KEYS[6] running  KEYS[7] completed  KEYS[8] failed  KEYS[9] cancelled
-- KEYS[10...] processes
--
-- ARGV[1...] ids, one for each process
--
-- Returns for each process 0 if an index disagrees with it; 1 if all agree; the worker it names if they agree and it is
-- running: the set of that worker has to have it, and no other.

local STATUSES = { pending = 5, running = 6, completed = 7, failed = 8, cancelled = 9 }

local entries = {}
for index = 1, 9 do entries[index] = redis.call('ZMSCORE', KEYS[index], unpack(ARGV)) end

-- Whether a process is in the indexes with these scores, and in no others but the quarantine.
local function is_entered(nth, scores)
  for index = 1, 9 do
    local entry, score = entries[index][nth], scores[index] or false
    -- Texts of the same number may differ, but mostly they do not.
    if index ~= 4 and entry ~= score and tonumber(entry or '') ~= tonumber(score or '') then return false end
  end
  return true
end

local function verdict(nth, position)
  local key = KEYS[position]
  local is_quarantined = entries[4][nth]
  local fields = redis.pcall('HMGET', key, 'status', 'created_at', 'run_at', 'completed_at', 'worker')
  if fields.err then return is_quarantined and is_entered(nth, {}) and 1 or 0 end
  local status, created, due, completed, worker = unpack(fields)
  if not status and redis.call('EXISTS', key) == 0 then return is_entered(nth, {}) and 1 or 0 end
  local own = STATUSES[status]
  -- One that is in quarantine may have been repaired: whoever asks has to read it.
  if is_quarantined or not own or not created then return 0 end
  local scores = { [1] = created, [own] = created }
  if status == 'pending' then scores[2] = due end
  if own > 6 then scores[3] = completed end
  if not is_entered(nth, scores) then return 0 end
  return status == 'running' and (worker or 0) or 1
end

local verdicts = {}
for nth = 1, #ARGV do verdicts[nth] = verdict(nth, 9 + nth) end
return verdicts
