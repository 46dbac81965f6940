-- POST /v1/codes/verify, each request with a line of its own from a file of `username code`.
-- Arguments: the API key, the file, how many threads share it.

local summary = require("summary")
local pairs_of_thread, position = {}, 0
began, ended, statuses = nil, nil, nil

function init(arguments)
  local key, path, threads = arguments[1], arguments[2], tonumber(arguments[3])
  local index = 0
  for line in io.lines(path) do
    if index % threads == number then table.insert(pairs_of_thread, line) end
    index = index + 1
  end
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer " .. key
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  position = position + 1
  -- wrk asks the first thread for one request before the run, to look at it; the run begins with the second.
  if position <= 2 then began = summary.clock() end
  local line = pairs_of_thread[position]
  if not line then
    ended = ended or summary.clock()
    wrk.thread:stop()
    return wrk.format("GET", "/healthz", nil, "")
  end
  local space = line:find(" ", 1, true)
  return wrk.format(nil, nil, nil, string.format(
    '{"username":"%s","code":"%s"}', line:sub(1, space - 1), line:sub(space + 1)))
end
