#!lua flags=no-writes
-- Some fields of a record, and all whose names begin alike: what is large beside them is not touched.
--
-- KEYS[1] process
--
-- ARGV[1] what the names begin with  ARGV[2...] names of the other fields
--
-- Returns fields and values in turn; what the record lacks is left out.

local names = { unpack(ARGV, 2) }
for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(name, 1, #ARGV[1]) == ARGV[1] then table.insert(names, name) end
end

local answer = {}
for nth, value in ipairs(redis.call('HMGET', KEYS[1], unpack(names))) do
  if value then
    table.insert(answer, names[nth])
    table.insert(answer, value)
  end
end
return answer
