-- What every run prints at its end: one JSON object, which measure/load.py reads.
-- Scripts may set `ended` in a thread: when it had nothing more to send.

local ffi = require("ffi")
ffi.cdef[[
typedef struct { long seconds; long nanoseconds; } moment;
int clock_gettime(int clock, moment *value);
]]

local summary = { threads = {} }
local value = ffi.new("moment")

-- Seconds on the clock that only goes forward.
function summary.clock()
  ffi.C.clock_gettime(1, value)
  return tonumber(value.seconds) + tonumber(value.nanoseconds) / 1e9
end

function setup(thread)
  thread:set("number", #summary.threads)
  table.insert(summary.threads, thread)
end

-- A run that used up what it had to send ended before wrk did: what was still under way then was lost.
local function measured(result)
  local first, last = math.huge, 0
  for _, thread in ipairs(summary.threads) do
    local ended = thread:get("ended")
    if not ended then return result.duration / 1e6 end
    first = math.min(first, thread:get("began"))
    last = math.max(last, ended)
  end
  return #summary.threads > 0 and last - first or result.duration / 1e6
end

function done(result, latency, requests)
  local statuses = {}
  for _, thread in ipairs(summary.threads) do
    for status, count in string.gmatch(thread:get("statuses") or "", "(%d+)=(%d+)") do
      statuses[status] = (statuses[status] or 0) + tonumber(count)
    end
  end
  local list = {}
  for status, count in pairs(statuses) do table.insert(list, string.format('"%s": %d', status, count)) end
  local errors = result.errors
  print(string.format(
    '{"answers": %d, "seconds": %.6f, "failures": %d, "p50": %.4f, "p99": %.4f, "statuses": {%s}}',
    result.requests, measured(result),
    errors.connect + errors.read + errors.write + errors.timeout + errors.status,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, table.concat(list, ", ")))
end

return summary
